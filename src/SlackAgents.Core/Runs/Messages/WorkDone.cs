namespace SlackAgents.Core.Runs.Messages;

/// <summary>What was run to check the work of a turn, and what was not done.</summary>
internal static class WorkDone
{
    private const int ShownItems = 5;
    private const int MaxItem = 120;

    /// <summary>A few lines; empty when there is nothing to say.</summary>
    public static string Of(Run run, RunState ended) => string.Join('\n', Lines(run, ended));

    private static IEnumerable<string> Lines(Run run, RunState ended)
    {
        var report = run.Report;
        if (report is { Checks.Count: > 0 })
        {
            yield return $"Checks it ran: {string.Join(" · ", report.Checks.Select(Outcome))}";
        }
        else if (ended == RunState.Finished && run.Changes is not null && report is not null)
        {
            yield return "Checks it ran: none that were recognised";
        }

        if (ended != RunState.Finished && report is not null && Progress(report) is { Length: > 0 } progress)
        {
            yield return progress;
        }

        if (NotDone(run, report) is { Length: > 0 } notDone)
        {
            yield return $"Not done: {notDone}";
        }
    }

    private static string Outcome(CommandCheck check) => check switch
    {
        { Passed: true } => $"✅ {check.Command}",
        { ExitCode: { } code } => $"❌ {check.Command} (exit {code})",
        _ => $"❌ {check.Command}",
    };

    private static string Progress(TurnReport report)
    {
        var total = report.Done + report.Open.Count;
        var steps = total > 0 ? $"Done so far: {report.Done} of {total} steps of its plan" : string.Empty;
        var last = report.LastActivity is { Length: > 0 } activity ? $"last: {RunTexts.Bounded(activity, MaxItem)}" : string.Empty;
        return steps.Length > 0 && last.Length > 0 ? $"{steps}; {last}" : steps.Length > 0 ? steps : last.Length > 0 ? $"It was not done; {last}" : string.Empty;
    }

    private static string NotDone(Run run, TurnReport? report)
    {
        var parts = report is null ? [] : report.Open.Take(ShownItems).Select(item => RunTexts.Bounded(item, MaxItem)).ToList();
        if (report is not null && report.Open.Count > ShownItems)
        {
            parts.Add($"{report.Open.Count - ShownItems} more");
        }

        if (report is { RefusedRequests: > 0 })
        {
            parts.Add(report.RefusedRequests == 1 ? "1 request to the web was refused" : $"{report.RefusedRequests} requests to the web were refused");
        }

        if (!run.Push && run.Changes is not null)
        {
            parts.Add("nothing was pushed (push=off)");
        }

        return string.Join(" · ", parts);
    }
}
