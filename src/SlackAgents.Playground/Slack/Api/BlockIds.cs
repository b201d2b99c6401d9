using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>Gives blocks and their interactive elements the ids that Slack makes up when the app sends none.</summary>
internal static class BlockIds
{
    public static JsonArray Complete(JsonArray blocks)
    {
        var copy = (JsonArray)blocks.DeepClone();
        foreach (var block in copy.OfType<JsonObject>())
        {
            block["block_id"] ??= RandomText.Mixed(5);
            foreach (var element in (block.List("elements") ?? []).OfType<JsonObject>().Append(block.Child("accessory")).Append(block.Child("element")).OfType<JsonObject>())
            {
                if (element.Text("type") is not ("image" or "mrkdwn" or "plain_text" or null) && block.Text("type") is not "rich_text")
                {
                    element["action_id"] ??= RandomText.Mixed(5);
                }
            }
        }

        return copy;
    }
}
