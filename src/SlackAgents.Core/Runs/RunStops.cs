using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Stops runs. The wish is stored first, so that a crash in the middle does not lose it; the worker that holds the run
/// hears of it by the change. What is already at rest or stopping is left alone: a late stop never hits a newer turn.
/// </summary>
internal sealed class RunStops(RunStateChanger changer, TurnEnding ending, TimeProvider time)
{
    private static readonly RunState[] UnderWay = [RunState.Preparing, RunState.Running, RunState.Publishing, RunState.Stopping];

    public async Task<StopResult> StopAsync(RunId id, ReasonCode reason, string? detail, CancellationToken cancellationToken)
    {
        var result = await changer.ChangeAsync(
            id,
            UnderWay,
            (run, _) => run.State != RunState.Stopping || Outweighs(run, reason)
                ? new RunChange(run with { State = RunState.Stopping, Reason = reason, ReasonDetail = detail, StateSince = time.GetUtcNow() }, [], [])
                : null,
            cancellationToken);
        return result switch
        {
            null => StopResult.UnknownRun,
            { Changed: true } => StopResult.Stopping,
            { Run.State: RunState.Stopping } => StopResult.AlreadyStopping,
            { Run.State: RunState.Queued } => await EndQueuedAsync(result.Run, reason, detail, cancellationToken),
            _ => StopResult.AtRest,
        };
    }

    /// <summary>A turn that is ended for a reply was to go on with it; whoever says stop after that means all of it.</summary>
    private static bool Outweighs(Run run, ReasonCode reason) =>
        run.Reason == ReasonCode.InterruptedByReply && reason is (ReasonCode.StoppedByPerson or ReasonCode.ChannelUnreachable);

    private async Task<StopResult> EndQueuedAsync(Run run, ReasonCode reason, string? detail, CancellationToken cancellationToken)
    {
        var ended = await ending.EndAsync(run, RunState.Stopped, reason, detail, [RunState.Queued], cancellationToken);
        // It left the queue between the two looks: it is under way now, and can be stopped as such.
        return ended?.State == RunState.Stopped ? StopResult.Stopped : await StopAsync(run.Id, reason, detail, cancellationToken);
    }
}
