using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Messages;

/// <summary>A button as it stands on a message or a view. <see cref="ElementJson"/> is what a click on it carries, without block and time.</summary>
internal sealed record CardButton(string Text, string ActionId, string BlockId, string? Value, string? Url, string? Style, string ElementJson)
{
    /// <summary>Tells it from every other button of the message or view.</summary>
    public string Key => $"{BlockId}/{ActionId}/{Text}";

    public JsonObject ToAction()
    {
        var action = (JsonObject)JsonNode.Parse(ElementJson)!;
        action["block_id"] = BlockId;
        return action;
    }
}
