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

            buttons.AddRange(elements.OfType<JsonObject>().Where(element => element.Text("type") == "button").Select(element => new CardButton(
                element.Child("text")?.Text("text") ?? string.Empty,
                element.Text("action_id") ?? string.Empty,
                block.Text("block_id") ?? string.Empty,
                element.Text("value"),
                element.Text("url"),
                element.Text("style"),
                element.ToJsonString())));
        }

        return buttons;
    }

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
