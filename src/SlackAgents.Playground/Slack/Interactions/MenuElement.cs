using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>An interactive element where it stands in a message or a view.</summary>
/// <param name="Block">The block that holds it; an <c>input</c> block for a field of a form.</param>
internal sealed record MenuElement(JsonObject Block, JsonObject Node)
{
    public string BlockId => Block.Text("block_id") ?? string.Empty;

    public string ActionId => Node.Text("action_id") ?? string.Empty;

    /// <summary>Tells it from every other element of the message or view.</summary>
    public string Key => $"{BlockId}/{ActionId}";

    public string Type => Node.Text("type") ?? string.Empty;

    public bool IsInput => Block.Text("type") == "input";

    public bool IsOptional => Block.Flag("optional");

    public string Label => Block.Child("label")?.Text("text") ?? ActionId;

    /// <summary>The options that the app sent with the element.</summary>
    public IEnumerable<JsonObject> Options =>
        (Node.List("options") ?? []).Concat((Node.List("option_groups") ?? []).OfType<JsonObject>().SelectMany(group => group.List("options") ?? [])).OfType<JsonObject>();

    public static IReadOnlyList<MenuElement> In(JsonArray blocks) =>
    [
        .. from block in blocks.OfType<JsonObject>()
           from element in (block.List("elements") ?? []).Append(block.Child("accessory")).Append(block.Child("element")).OfType<JsonObject>()
           where element.ContainsKey("action_id")
           select new MenuElement(block, element),
    ];

    /// <exception cref="ArgumentException">There is none; the message lists those that are there.</exception>
    public static MenuElement Find(JsonArray blocks, string actionOrBlockIdOrLabel)
    {
        var all = In(blocks);
        return all.FirstOrDefault(element => element.Key == actionOrBlockIdOrLabel)
            ?? all.FirstOrDefault(element => element.ActionId == actionOrBlockIdOrLabel)
            ?? all.FirstOrDefault(element => element.BlockId == actionOrBlockIdOrLabel)
            ?? all.FirstOrDefault(element => element.IsInput && element.Label == actionOrBlockIdOrLabel)
            ?? throw new ArgumentException($"No element {actionOrBlockIdOrLabel}; there are: {string.Join(", ", all.Select(element => $"{element.ActionId} ({element.Label})"))}.", nameof(actionOrBlockIdOrLabel));
    }
}
