using SlackAgents.Core.Publishing;

namespace SlackAgents.GitHub.Checks;

/// <summary>Sums up what is checked of a commit.</summary>
internal static class CheckVerdicts
{
    private const int MaxNames = 50;
    private const int MaxName = 100;

    /// <summary>Null when nothing checks it.</summary>
    public static CheckSummary? Sum(string sha, IEnumerable<CheckRun> runs, IEnumerable<CommitStatus> statuses)
    {
        var verdicts = runs.Select(run => (run.Name, Verdict: Of(run))).Concat(statuses.Select(status => (Name: status.Context, Verdict: Of(status)))).ToList();
        return verdicts.Count == 0 ? null : new CheckSummary(
            sha,
            verdicts.Count(check => check.Verdict is true),
            verdicts.Count(check => check.Verdict is null),
            [.. verdicts.Where(check => check.Verdict is false).Select(check => Name(check.Name)).Take(MaxNames)]);
    }

    /// <summary>Neutral and skipped do not block a merge (docs.github.com, "About status checks").</summary>
    private static bool? Of(CheckRun run) => run switch
    {
        { Status: not "completed" } => null,
        { Conclusion: "success" or "neutral" or "skipped" } => true,
        _ => false,
    };

    private static bool? Of(CommitStatus status) => status.State switch
    {
        "success" => true,
        "pending" => null,
        _ => false,
    };

    private static string Name(string name)
    {
        var line = name.ReplaceLineEndings(" ");
        return line.Length <= MaxName ? line : line[..(char.IsHighSurrogate(line[MaxName - 2]) ? MaxName - 2 : MaxName - 1)] + "…";
    }
}
