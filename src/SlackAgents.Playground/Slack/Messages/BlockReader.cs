using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Messages;

/// <summary>Reads what a person would read and tap out of blocks that already passed validation.</summary>
internal static class BlockReader
{
    public static IReadOnlyList<string> Texts(string blocksJson)
    {
        var texts = new List<string>();
        Collect(JsonNode.Parse(blocksJson), texts);
        return texts;
    }

    public static IReadOnlyList<CardButton> Buttons(string blocksJson)
    {
        var buttons = new List<CardButton>();
        foreach (var block in (JsonNode.Parse(blocksJson) as JsonArray ?? []).OfType<JsonObject>())
        {
            IEnumerable<JsonNode?> elements = block.List("elements") ?? [];
            if (block.Child("accessory") is { } accessory)
            {
                elements = elements.Append(accessory);
            }

            buttons.AddRange(elements.OfType<JsonObject>().SelectMany(element => ButtonsOf(block, element)));
        }

        return buttons;
    }

    /// <exception cref="ArgumentException">There is none; the message lists those that are there.</exception>
    public static CardButton FindButton(IReadOnlyList<CardButton> buttons, string actionIdOrText) =>
        buttons.FirstOrDefault(candidate => candidate.Key == actionIdOrText)
        ?? buttons.FirstOrDefault(candidate => candidate.ActionId == actionIdOrText)
        ?? buttons.FirstOrDefault(candidate => candidate.Text == actionIdOrText)
        ?? throw new ArgumentException($"No button {actionIdOrText}; there are: {string.Join(", ", buttons.Select(candidate => candidate.Text))}.", nameof(actionIdOrText));

    private static IEnumerable<CardButton> ButtonsOf(JsonObject block, JsonObject element) => element.Text("type") switch
    {
        "button" or "icon_button" => [ButtonOf(block, element, element)],
        "feedback_buttons" =>
            from choice in (JsonObject?[])[element.Child("positive_button"), element.Child("negative_button")]
            where choice is not null
            select ButtonOf(block, choice, new JsonObject
            {
                ["type"] = "feedback_buttons", ["action_id"] = element.Text("action_id"), ["text"] = choice["text"]?.DeepClone(), ["value"] = choice.Text("value"),
            }),
        _ => [],
    };

    private static CardButton ButtonOf(JsonObject block, JsonObject shown, JsonObject action) => new(
        shown.Child("text")?.Text("text") ?? string.Empty,
        action.Text("action_id") ?? string.Empty,
        block.Text("block_id") ?? string.Empty,
        shown.Text("value"),
        shown.Text("url"),
        shown.Text("style"),
        action.ToJsonString());

    private static void Collect(JsonNode? node, List<string> texts)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Collect(item, texts);
                }

                break;
            case JsonObject item:
                if (item.Text("text") is { } text)
                {
                    texts.Add(text);
                }

                if (item.Text("type") is "plan" or "task_card" && item.Text("title") is { } title)
                {
                    texts.Add(title);
                }

                foreach (var (_, child) in item)
                {
                    Collect(child, texts);
                }

                break;
        }
    }
}
