using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Stops runs. The wish is stored first, so that a crash in the middle does not lose it; the worker that holds the run
/// hears of it by the change. What is already at rest or stopping is left alone: a late stop never hits a newer turn.
/// </summary>
internal sealed class RunStops(RunStateChanger changer, TurnEnding ending)
{
    private static readonly RunState[] UnderWay = [RunState.Preparing, RunState.Running, RunState.Publishing];

    public async Task<StopResult> StopAsync(RunId id, ReasonCode reason, string? detail, CancellationToken cancellationToken)
    {
        var result = await changer.ChangeAsync(
            id,
            UnderWay,
            (run, _) => new RunChange(run with { State = RunState.Stopping, Reason = reason, ReasonDetail = detail }, [], []),
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

    private async Task<StopResult> EndQueuedAsync(Run run, ReasonCode reason, string? detail, CancellationToken cancellationToken)
    {
        var ended = await ending.EndAsync(run, RunState.Stopped, reason, detail, [RunState.Queued], cancellationToken);
        // It left the queue between the two looks: it is under way now, and can be stopped as such.
        return ended?.State == RunState.Stopped ? StopResult.Stopped : await StopAsync(run.Id, reason, detail, cancellationToken);
    }
}
