using System.Text.Json;
using SlackAgents.Slack.Messages;

namespace SlackAgents.Slack.Intake;

/// <summary>What a message says, still escaped. Its <c>text</c> counts; where that is empty, the blocks that the person's client made of it.</summary>
internal static class MessageText
{
    public static string Of(JsonElement message) => message.Text("text") ?? BlockText.Of(message);
}
