using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>The turn itself: follows the sandbox to its end, in the state Running or Stopping, and judges what came out.</summary>
internal sealed class TurnStep(
    TurnConductor conductor,
    TurnLauncher launcher,
    RunRepositories repositories,
    BranchChanges changes,
    RunStateChanger changer,
    TurnEnding ending)
{
    private static readonly RunState[] Running = [RunState.Running];
    private static readonly RunState[] Stopping = [RunState.Stopping];

    public async Task RunAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        if (run.Sandbox is null)
        {
            await launcher.EndAsync(run.Id, handOver);
            await ending.EndAsync(run, RunState.Stopped, run.Reason ?? ReasonCode.StoppedByPerson, run.ReasonDetail, Stopping, handOver);
            return;
        }

        try
        {
            await repositories.ReopenDoorAsync(run, live, handOver);
            var result = await conductor.ConductAsync(run, live, handOver);
            await ConcludeAsync(run, live, result, handOver);
        }
        catch (SandboxException exception)
        {
            await FailAsync(run, FailureReasons.Of(exception), exception.Message, handOver);
        }
        catch (RepositoryException exception)
        {
            await FailAsync(run, FailureReasons.Of(exception), exception.Message, handOver);
        }
    }

    public async Task EndSandboxAsync(RunId id, CancellationToken cancellationToken)
    {
        await launcher.EndAsync(id, cancellationToken);
    }

    private async Task ConcludeAsync(Run run, LiveRun live, TurnResult result, CancellationToken handOver)
    {
        var outcome = result.Outcome;
        var summary = await changes.SummarizeAsync(run, handOver) ?? run.Changes;
        // What was learned and where the run goes are one change: the cursor is behind the turn's output from here on.
        var next = outcome.Reason == ReasonCode.Completed
            ? await changer.UpdateAsync(run.Id, Running, current => Remember(current, live, result, summary) with { State = RunState.Publishing }, handOver)
            : await ending.EndAsync(run, current => Remember(current, live, result, summary), outcome.Reason, outcome.Detail, Running, handOver);
        if (next is null or { State: RunState.Stopping })
        {
            var stopped = await changer.UpdateAsync(run.Id, Stopping, current => Remember(current, live, result, summary), handOver);
            await EndStoppedAsync(stopped ?? run, summary, handOver);
        }
    }

    /// <summary>Whoever asked for a stop gets one, whatever state the sandbox was found in.</summary>
    private async Task FailAsync(Run run, ReasonCode reason, string detail, CancellationToken handOver)
    {
        await launcher.EndAsync(run.Id, handOver);
        var ended = await ending.EndAsync(run, RunState.Failed, reason, detail, Running, handOver);
        if (ended is { State: RunState.Stopping })
        {
            await ending.EndAsync(ended, RunState.Stopped, ended.Reason ?? ReasonCode.StoppedByPerson, ended.ReasonDetail ?? detail, Stopping, handOver);
        }
    }

    private static Run Remember(Run current, LiveRun live, TurnResult result, BranchSummary? summary) => current with
    {
        Answer = result.Outcome.Answer is { Length: > 0 } answer ? Messages.RunTexts.Bounded(answer, 20_000) : current.Answer,
        SessionStarted = result.Outcome.Reason != ReasonCode.HarnessSessionLost && (current.SessionStarted || result.Outcome.SessionId is not null),
        TurnCursor = result.Cursor?.ToString() ?? current.TurnCursor,
        Usage = live.Usage,
        Changes = summary,
    };

    /// <summary>A person's stop keeps the work private; a limit publishes what is there, so that nothing paid for is lost.</summary>
    private async Task EndStoppedAsync(Run run, BranchSummary? summary, CancellationToken handOver)
    {
        var reason = run.Reason ?? ReasonCode.StoppedByPerson;
        var byLimit = reason is ReasonCode.TimeLimit or ReasonCode.SilenceLimit or ReasonCode.TokenLimit or ReasonCode.CostLimit
            or ReasonCode.OutputLimit or ReasonCode.DiskLimit;
        if (byLimit && run.Push && summary is not null && summary.HeadSha != run.PushedSha)
        {
            await changer.UpdateAsync(run.Id, [RunState.Stopping], current => current with { State = RunState.Publishing }, handOver);
            return;
        }

        await ending.EndAsync(run, RunState.Stopped, reason, run.ReasonDetail, [RunState.Stopping], handOver);
    }
}
