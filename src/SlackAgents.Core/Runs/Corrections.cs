using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Runs;

/// <summary>How an agent is told that somebody changed a message that it was given before.</summary>
internal static class Corrections
{
    private const int MaxBefore = 4_000;

    public static string Compose(string before, string after) =>
        $"I have edited a message that I sent you before. It said:\n\n{RunTexts.Bounded(before, MaxBefore)}\n\nIt now says:\n\n{after}";

    /// <summary>What a message says after all its corrections.</summary>
    /// <param name="versions">Its turns in order, the first as it was said.</param>
    public static string Latest(IReadOnlyList<Turn> versions) =>
        versions.Skip(1).Aggregate(versions[0].Prompt, (text, correction) => After(text, correction.Prompt));

    private static string After(string before, string correction)
    {
        var beginning = Compose(before, string.Empty);
        return correction.StartsWith(beginning, StringComparison.Ordinal) ? correction[beginning.Length..] : correction;
    }
}
