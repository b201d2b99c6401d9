using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
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
    private static readonly RunState[] UnderWay = [RunState.Running, RunState.Stopping];

    public async Task RunAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        if (run.Sandbox is null)
        {
            await launcher.EndAsync(run.Id, handOver);
            await ending.EndAsync(run, RunState.Stopped, run.Reason ?? ReasonCode.StoppedByPerson, run.ReasonDetail, [RunState.Stopping], handOver);
            return;
        }

        TurnResult result;
        try
        {
            await repositories.ReopenDoorAsync(run, live, handOver);
            result = await conductor.ConductAsync(run, live, handOver);
        }
        catch (SandboxException exception)
        {
            await ending.EndAsync(run, RunState.Failed, FailureReasons.Of(exception), exception.Message, UnderWay, handOver);
            return;
        }

        await ConcludeAsync(run, live, result, handOver);
    }

    public async Task EndSandboxAsync(RunId id, CancellationToken cancellationToken)
    {
        await launcher.EndAsync(id, cancellationToken);
    }

    private async Task ConcludeAsync(Run run, LiveRun live, TurnResult result, CancellationToken handOver)
    {
        var outcome = result.Outcome;
        var summary = await changes.SummarizeAsync(run, handOver) ?? run.Changes;
        var stored = await changer.UpdateAsync(run.Id, UnderWay, current => Remember(current, live, result, summary), handOver) ?? run;
        if (stored.State == RunState.Stopping)
        {
            await EndStoppedAsync(stored, summary, handOver);
            return;
        }

        if (outcome.Reason != ReasonCode.Completed)
        {
            await ending.EndAsync(stored, RunState.Failed, outcome.Reason, outcome.Detail, [RunState.Running], handOver);
            return;
        }

        await changer.UpdateAsync(run.Id, [RunState.Running], current => current with { State = RunState.Publishing }, handOver);
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
