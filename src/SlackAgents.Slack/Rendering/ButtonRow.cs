using System.Text.Json.Nodes;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Rendering;

/// <summary>Draws what can be clicked in one message; counts actions, because ids must differ inside a message.</summary>
internal sealed class ButtonRow
{
    private const string FeedbackAction = "feedback";

    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

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

    /// <summary>A choice found by typing: what there is comes from us, from the first tap on (docs.slack.dev/reference/block-kit/block-elements/select-menu-element).</summary>
    public IEnumerable<JsonObject> Render(Picker picker)
    {
        if (NewId(picker.Action, number => ActionId.Write(picker.Action, picker.Value, number)) is not { Length: > 0 } id)
        {
            yield break;
        }

        var element = new JsonObject
        {
            ["type"] = "external_select",
            ["action_id"] = id,
            ["min_query_length"] = 0,
            ["placeholder"] = BlockKitRenderer.PlainText(BlockKitRenderer.IsEmpty(picker.Placeholder) ? "Choose" : picker.Placeholder, BlockLimits.Placeholder),
        };
        yield return new JsonObject { ["type"] = "actions", ["block_id"] = BlockKitRenderer.NewBlockId(), ["elements"] = new JsonArray(element) };
    }

    public IEnumerable<JsonObject> Render(Feedback feedback, bool rich)
    {
        var (good, bad) = (feedback.Value + "/good", feedback.Value + "/bad");
        if (bad.Length > BlockLimits.ButtonValue)
        {
            return [];
        }

        return rich
            ? [FeedbackButtons(good, bad)]
            : Render(new Buttons([new Button(FeedbackAction, "👍 Good", good), new Button(FeedbackAction, "👎 Not good", bad)]));
    }

    private JsonObject FeedbackButtons(string good, string bad) => new()
    {
        ["type"] = "context_actions",
        ["block_id"] = BlockKitRenderer.NewBlockId(),
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "feedback_buttons",
            ["action_id"] = NewId(FeedbackAction),
            ["positive_button"] = new JsonObject { ["text"] = BlockKitRenderer.PlainText("Good", BlockLimits.ButtonText), ["value"] = good },
            ["negative_button"] = new JsonObject { ["text"] = BlockKitRenderer.PlainText("Not good", BlockLimits.ButtonText), ["value"] = bad },
        }),
    };

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
            ["action_id"] = NewId(action),
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

    private string? NewId(string action) => NewId(action, number => ActionId.Write(action, number));

    /// <summary>Actions may look alike where they are cut, or end in a number themselves: what counts is the id that comes of them.</summary>
    private string? NewId(string action, Func<int, string?> write)
    {
        while (write(_used[action] = _used.GetValueOrDefault(action) + 1) is { } id)
        {
            if (_ids.Add(id))
            {
                return id;
            }
        }

        return null;
    }
}
