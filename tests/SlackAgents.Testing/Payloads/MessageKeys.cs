using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.Testing.Payloads;

/// <summary>The product's own marks on its messages: which run, and which message of that run.</summary>
internal static class MessageKeys
{
    public static string? KeyOf(SlackMessage message) => Payload(message)?["key"]?.GetValue<string>();

    public static string? RunOf(SlackMessage message) => Payload(message)?["run"]?.GetValue<string>();

    private static JsonNode? Payload(SlackMessage message) => message.Metadata?["event_payload"];
}
