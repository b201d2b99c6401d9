using System.Text.Json.Nodes;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Rendering;

/// <summary>Draws the buttons of one message; counts actions, because ids must differ inside a message.</summary>
internal sealed class ButtonRow
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

    public IEnumerable<JsonObject> Render(Buttons buttons)
    {
        foreach (var row in buttons.Items.Select(Element).OfType<JsonObject>().Chunk(BlockLimits.ButtonsPerRow))
        {
            yield return new JsonObject
            {
                ["type"] = "actions",
                ["block_id"] = BlockKitRenderer.NewBlockId(),
                ["elements"] = new JsonArray([.. row]),
            };
        }
    }

    private JsonObject? Element(Button button)
    {
        var url = BlockKitRenderer.LinkTarget(button.Url);
        if (BlockKitRenderer.IsEmpty(button.Text) || url?.Length > BlockLimits.ButtonUrl || (url is null && button.Action.Length == 0))
        {
            return null;
        }

        var action = url is null ? button.Action : ActionId.Link;
        var element = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = ActionId.Write(action, Count(action)),
            ["text"] = BlockKitRenderer.PlainText(button.Text, BlockLimits.ButtonText),
        };
        if (url is not null)
        {
            element["url"] = url;
        }
        else if (button.Value is { Length: > 0 and <= BlockLimits.ButtonValue })
        {
            element["value"] = button.Value;
        }

        if (button.Style is not ButtonStyle.Default)
        {
            element["style"] = button.Style is ButtonStyle.Danger ? "danger" : "primary";
        }

        return element;
    }

    private int Count(string action) => _used[action] = _used.GetValueOrDefault(action) + 1;
}
