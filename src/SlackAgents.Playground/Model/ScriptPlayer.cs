using System.Collections.Concurrent;
using System.Globalization;
using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.Playground.Model;

/// <summary>Chooses the next answer: by marker, else as the sample agent; requests without tools are side work such as titles.</summary>
internal sealed class ScriptPlayer
{
    public const string Side = "side";
    public const string FreeText = "free-text";

    private const string FailurePrefix = "error-";
    private const int MaxFilled = 600;

    private readonly ConcurrentDictionary<string, IReadOnlyList<ModelStep>> _scripts = new(BuiltInScenarios.All, StringComparer.Ordinal);

    /// <summary>What every conversation without marker gets; null for the sample agent.</summary>
    public string? DefaultScenario { get; set; }

    public string SideText { get; set; } = "Work on the repository";

    public void Define(string name, IReadOnlyList<ModelStep> steps) => _scripts[name] = steps;

    public (string Scenario, int Turn, ModelStep Step) Next(Conversation conversation)
    {
        if (conversation.AnswerSchema is { } schema)
        {
            return (Side, 0, ModelStep.Say(SchemaFiller.Sample(schema)?.ToJsonString() ?? "null"));
        }

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

        var steps = _scripts.GetValueOrDefault(name) ?? Failure(name) ?? [ModelStep.Say($"There is no scenario named {name}.")];
        return (name, round, Fill(steps[Math.Min(round, steps.Count - 1)], conversation, start, round));
    }

    /// <summary><c>error-529</c> and the like: the vendor refuses for as long as it is asked.</summary>
    private static ModelStep[]? Failure(string name) =>
        name.StartsWith(FailurePrefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(FailurePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600
            ? [ModelStep.Fail(status)]
            : null;

    private static ModelStep Fill(ModelStep step, Conversation conversation, int start, int round) => step with
    {
        Text = step.Text?
            .Replace("{{later_user}}", Shorten(conversation.LaterUserText(start)), StringComparison.Ordinal)
            .Replace("{{last_tool}}", Shorten(conversation.LastToolText), StringComparison.Ordinal)
            .Replace("{{turn}}", round.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
    };

    private static string Shorten(string text) => text.Length > MaxFilled ? text[..MaxFilled] : text;
}
