using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Stops runs. The wish is stored first, so that a crash in the middle does not lose it; the worker that holds the run
/// hears of it by the change. What is already at rest or stopping is left alone, and a wish that is older than the turn
/// under way does nothing: a late stop never hits a newer turn.
/// </summary>
internal sealed class RunStops(RunStateChanger changer, TurnEnding ending, TimeProvider time)
{
    private static readonly RunState[] Looked = [.. RunStates.UnderWay, RunState.Held];

    public Task<StopResult> StopAsync(RunId id, ReasonCode reason, string? detail, CancellationToken cancellationToken) =>
        StopAsync(id, reason, detail, said: null, cancellationToken);

    /// <param name="said">When a person said so; null for a stop that no person said.</param>
    public async Task<StopResult> StopAsync(RunId id, ReasonCode reason, string? detail, SaidAt? said, CancellationToken cancellationToken)
    {
        var verdict = StopResult.AtRest;
        var result = await changer.ChangeAsync(id, Looked, Decide, cancellationToken);
        return result is null ? StopResult.UnknownRun : verdict;

        RunChange? Decide(Run run, IReadOnlyList<Turn> turns)
        {
            if (said is not null && turns.FirstOrDefault(turn => turn.Number == run.Turn) is { } current && said.IsBefore(current))
            {
                verdict = StopResult.TooOld;
                return null;
            }

            if (run.State == RunState.Held)
            {
                // Deciding on a change is for those who may approve it.
                verdict = StopResult.Held;
                return null;
            }

            var wish = run with { StopSaid = said };
            if (run.State == RunState.Queued)
            {
                verdict = StopResult.Stopped;
                return ending.Decide(wish, turns, RunState.Stopped, reason, detail);
            }

            if (run.State == RunState.Stopping && !Outweighs(run, reason))
            {
                verdict = StopResult.AlreadyStopping;

                // Said once more, it means what was said in between as well.
                return said is not null && run.StopSaid is { } before && said.Time > before.Time ? new RunChange(wish, [], []) : null;
            }

            verdict = StopResult.Stopping;
            return new RunChange(wish with { State = RunState.Stopping, Reason = reason, ReasonDetail = detail, StateSince = time.GetUtcNow() }, [], []);
        }
    }

    /// <summary>A turn that is ended for a reply was to go on with it; whoever says stop after that means all of it.</summary>
    private static bool Outweighs(Run run, ReasonCode reason) =>
        run.Reason == ReasonCode.InterruptedByReply && reason is (ReasonCode.StoppedByPerson or ReasonCode.Replaced or ReasonCode.ChannelUnreachable);
}
