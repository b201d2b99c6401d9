using System.Collections.Concurrent;
using System.Globalization;

namespace SlackAgents.Playground.Model;

/// <summary>Chooses the next answer: by marker, else as the sample agent; requests without tools are side work such as titles.</summary>
internal sealed class ScriptPlayer
{
    public const string Side = "side";
    public const string FreeText = "free-text";

    private const int MaxFilled = 600;

    private readonly ConcurrentDictionary<string, IReadOnlyList<ModelStep>> _scripts = new(BuiltInScenarios.All, StringComparer.Ordinal);

    /// <summary>What every conversation without marker gets; null for the sample agent.</summary>
    public string? DefaultScenario { get; set; }

    public string SideText { get; set; } = "Work on the repository";

    public void Define(string name, IReadOnlyList<ModelStep> steps) => _scripts[name] = steps;

    public (string Scenario, int Turn, ModelStep Step) Next(Conversation conversation)
    {
        if (conversation.Tools.Count == 0)
        {
            return (Side, 0, ModelStep.Say(SideText));
        }

        var marker = conversation.Marker();
        var start = marker?.Index ?? conversation.LastTask();
        var name = marker?.Name ?? DefaultScenario;
        if (start < 0)
        {
            return (Side, 0, ModelStep.Say(SideText));
        }

        var round = conversation.RoundsAfter(start);
        if (name is null)
        {
            return (FreeText, round, SampleAgent.Next(conversation, start, round));
        }

        var steps = _scripts.GetValueOrDefault(name) ?? [ModelStep.Say($"There is no scenario named {name}.")];
        return (name, round, Fill(steps[Math.Min(round, steps.Count - 1)], conversation, start, round));
    }

    private static ModelStep Fill(ModelStep step, Conversation conversation, int start, int round) => step with
    {
        Text = step.Text?
            .Replace("{{later_user}}", Shorten(conversation.LaterUserText(start)), StringComparison.Ordinal)
            .Replace("{{last_tool}}", Shorten(conversation.LastToolText), StringComparison.Ordinal)
            .Replace("{{turn}}", round.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
    };

    private static string Shorten(string text) => text.Length > MaxFilled ? text[..MaxFilled] : text;
}
