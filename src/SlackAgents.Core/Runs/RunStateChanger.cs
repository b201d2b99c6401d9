using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs;

/// <summary>
/// The only writer of runs. A change names the states it expects; when the run has moved on meanwhile, nothing happens
/// and the caller is told. What the change causes (turns, messages) is stored in the same transaction; the trace and the
/// wake-ups follow after it and can be lost by a crash without harm: recovery looks at the stored state alone.
/// </summary>
internal sealed class RunStateChanger(IRunStore store, TraceWriter trace, RunSignals signals, OutboxWakeup outbox, TimeProvider time)
{
    /// <summary>Adds a run; false when its request was taken before.</summary>
    public async Task<bool> AddAsync(string requestKey, RunChange change, CancellationToken cancellationToken)
    {
        if (!await store.AddAsync(requestKey, change, cancellationToken))
        {
            return false;
        }

        Tell(change.Run.Id, RunEvents.OfNew(change.Run, time.GetUtcNow()));
        signals.Changed(change.Run);
        outbox.Raise();
        return true;
    }

    /// <summary>Changes a run that is in one of the expected states.</summary>
    /// <exception cref="InvalidOperationException">The change asks for a transition that <see cref="RunTransitions"/> does not know: a bug.</exception>
    public async Task<RunChangeResult?> ChangeAsync(
        RunId id,
        IReadOnlyCollection<RunState> expected,
        Func<Run, IReadOnlyList<Turn>, RunChange?> change,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        (Run Run, IReadOnlyList<Turn> Turns, IReadOnlyList<Turn> Changed)? before = null;
        var result = await store.ChangeAsync(id, (run, turns) => Decide(run, turns), cancellationToken);
        if (result is { Changed: true })
        {
            if (before is var (was, turns, changed))
            {
                Tell(id, RunEvents.Of(was, result.Run, turns, changed, now));
            }

            signals.Changed(result.Run);
            outbox.Raise();
        }

        return result;

        RunChange? Decide(Run run, IReadOnlyList<Turn> turns)
        {
            if (!expected.Contains(run.State) || change(run, turns) is not { } wanted)
            {
                return null;
            }

            if (!RunTransitions.IsAllowed(run.State, wanted.Run.State))
            {
                throw new InvalidOperationException($"Run {id} cannot go from {run.State} to {wanted.Run.State}.");
            }

            before = (run, turns, wanted.Turns);
            var next = wanted.Run with { WaitingReplies = CountWaiting(turns, wanted) };
            return wanted with { Run = next.State == run.State ? next : next with { StateSince = now } };
        }
    }

    /// <summary>Tells the trace again what a process that died in between may not have told.</summary>
    public async Task TellAgainAsync(RunId id, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(id, cancellationToken) is { } run)
        {
            Tell(id, RunEvents.Again(run, await store.GetTurnsAsync(id, cancellationToken), time.GetUtcNow()));
        }
    }

    private void Tell(RunId id, IEnumerable<TraceEntry> entries)
    {
        foreach (var entry in entries)
        {
            trace.Write(id, entry);
        }
    }

    private static int CountWaiting(IReadOnlyList<Turn> turns, RunChange wanted)
    {
        var changed = wanted.Turns.Select(turn => turn.Number).ToHashSet();
        return turns.Where(turn => !changed.Contains(turn.Number)).Concat(wanted.Turns)
            .Count(turn => turn.State == TurnState.Waiting && turn.Number != wanted.Run.Turn);
    }

    /// <summary>Changes fields of a run without a transition or a message.</summary>
    public async Task<Run?> UpdateAsync(RunId id, IReadOnlyCollection<RunState> expected, Func<Run, Run> update, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(id, expected, (run, _) => new RunChange(update(run), [], []), cancellationToken);
        return result is { Changed: true } ? result.Run : null;
    }
}
