using System.Text.Json.Nodes;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Slack.Forms;

/// <summary>Choices as Slack's option objects (docs.slack.dev/reference/block-kit/composition-objects/option-object).</summary>
internal static class OptionObjects
{
    /// <summary>At most a hundred, each value once. One whose value does not fit is left out: half an id would be another one.</summary>
    public static JsonArray Render(IEnumerable<FormChoice> choices) => new([.. Usable(choices).Select(Render)]);

    public static IReadOnlyList<FormChoice> Usable(IEnumerable<FormChoice> choices) =>
        [.. choices.Where(IsUsable).DistinctBy(choice => choice.Value, StringComparer.Ordinal).Take(ViewLimits.Options)];

    public static bool IsUsable(FormChoice choice) => choice.Value.Length is > 0 and <= ViewLimits.OptionValue;

    public static JsonObject Render(FormChoice choice)
    {
        var option = new JsonObject { ["text"] = ViewText.Object(choice.Text, ViewLimits.OptionText, choice.Value), ["value"] = choice.Value };
        if (!string.IsNullOrWhiteSpace(choice.Description))
        {
            option["description"] = ViewText.Object(choice.Description, ViewLimits.OptionText);
        }

        return option;
    }
}
