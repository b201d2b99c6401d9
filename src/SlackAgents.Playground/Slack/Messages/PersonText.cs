using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Messages;

/// <summary>The blocks that Slack makes of what a person typed.</summary>
internal static class PersonText
{
    public static string Blocks(string text) => new JsonArray(new JsonObject
    {
        ["type"] = "rich_text",
        ["block_id"] = RandomText.Mixed(5),
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.Length == 0 ? " " : text }),
        }),
    }).ToJsonString();
}
