using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Runs.Results;
using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Ends the current turn: state, turn, terminal message and reactions in one transaction. A follow-up that waits queues
/// the run again at once; a stop takes the follow-ups with it that were there when it was said.
/// </summary>
internal sealed class TurnEnding(RunStateChanger changer, TurnMessages says, QuestionEnding questions, LiveRuns liveRuns, TimeProvider time)
{
    /// <param name="ended">Finished, Failed or Stopped.</param>
    /// <param name="expected">States in which this ending is the right one; otherwise nothing happens.</param>
    public async Task<Run?> EndAsync(Run run, RunState ended, ReasonCode reason, string? detail, IReadOnlyCollection<RunState> expected, CancellationToken cancellationToken)
    {
        var kept = says.Files.Find(run);
        var result = await changer.ChangeAsync(run.Id, expected, (current, turns) => With(kept, current, Decide(current, turns, ended, reason, detail)), cancellationToken);
        return result?.Run;
    }

    /// <summary>The same, in one transaction with what the turn left behind: a crash in between would judge it a second time, from less.</summary>
    public async Task<Run?> EndAsync(Run run, Func<Run, Run> remember, ReasonCode reason, string? detail, IReadOnlyCollection<RunState> expected, CancellationToken cancellationToken)
    {
        var kept = says.Files.Find(run);
        var result = await changer.ChangeAsync(run.Id, expected, (current, turns) => With(kept, current, Decide(remember(current), turns, RunState.Failed, reason, detail)), cancellationToken);
        return result?.Run;
    }

    /// <summary>Ends the turn with its change held until somebody lets it go.</summary>
    public async Task<Run?> HoldAsync(Run run, Approval approval, IReadOnlyCollection<RunState> expected, CancellationToken cancellationToken)
    {
        var result = await changer.ChangeAsync(
            run.Id,
            expected,
            (current, turns) => Decide(current with { Approval = approval }, turns, RunState.Held, ReasonCode.ApprovalNeeded, detail: null),
            cancellationToken);
        return result?.Run;
    }

    /// <summary>What the turn leaves besides its last message goes with that message, or not at all.</summary>
    private RunChange With(IReadOnlyList<ResultFile> kept, Run ended, RunChange change) =>
        kept.Count > 0 && change.Messages.Any(said => said.Key == TurnEndMessage.KeyOf(ended.Id, ended.Turn))
            ? change with { Messages = [.. change.Messages, .. says.Files.Compose(ended, kept)] }
            : change;

    /// <summary>What ending the turn means; pure but for the clock.</summary>
    /// <param name="ended">Finished, Failed or Stopped; or Held, which is an end until somebody decides.</param>
    public RunChange Decide(Run current, IReadOnlyList<Turn> turns, RunState ended, ReasonCode reason, string? detail)
    {
        var now = time.GetUtcNow();
        if (ended == RunState.Stopped && current is { State: RunState.Stopping, Reason: { } said })
        {
            // Another stop may have been said since the caller looked.
            (reason, detail) = (said, said == reason ? detail : current.ReasonDetail);
        }

        // A stop that a person said, or after which no turn of this run can go on.
        var forGood = ended == RunState.Stopped
            && reason is ReasonCode.StoppedByPerson or ReasonCode.Replaced or ReasonCode.ChannelUnreachable or ReasonCode.CostLimit or ReasonCode.TokenLimit;
        var changed = new List<Turn>();
        var messages = new List<OutboxMessage>();
        foreach (var turn in turns.Where(turn => turn.State == TurnState.Active))
        {
            changed.Add(turn with { State = TurnState.Ended, EndedAt = now, Reason = reason });
        }

        var questioned = questions.Close(current, turns, goesOn: !forGood && current.State != RunState.Queued);
        changed.AddRange(questioned.Turns);
        messages.AddRange(questioned.Messages);
        var waiting = WaitingTurns.InOrder([.. turns, .. questioned.Turns]).ToList();
        // A run stopped before its first turn began still has turn 1 waiting: it is the turn that ends here.
        // What waited when a queued run was stopped goes with it: nothing of it had begun.
        var since = current.State == RunState.Queued ? now : current.StateSince;
        var cancelled = forGood || current.State == RunState.Queued
            ? waiting.Where(turn => turn.Number == current.Turn || (current.StopSaid is { } said ? !said.IsBefore(turn) : turn.CreatedAt <= since)).ToList()
            : [];
        changed.AddRange(cancelled.Select(turn => turn with { State = TurnState.Cancelled, EndedAt = now, Reason = reason }));
        waiting.RemoveAll(cancelled.Contains);

        var rest = questioned.Run with
        {
            State = ended,
            Reason = reason,
            ReasonDetail = detail is null ? null : RunTexts.Bounded(detail, 2_000),
            StopSaid = null,
            Usage = liveRuns.Find(current.Id)?.Usage ?? current.Usage,
        };
        var hasPlace = reason != ReasonCode.ChannelUnreachable || rest.ReplyThread is not null;
        if (!hasPlace)
        {
            // There is no thread and will be none; whoever found that out has told the requester in private.
            return new RunChange(rest, changed, []);
        }

        messages.AddRange(says.Last(rest, ended, waiting.Count, cancelled.Count(turn => turn.Number != current.Turn)));
        if (waiting.Count > 0)
        {
            return new RunChange(rest with { State = RunState.Queued, Reason = null, ReasonDetail = null, Turn = waiting[0].Number }, changed, messages);
        }

        messages.Add(CardUpdate(rest, now));
        return new RunChange(rest, changed, messages);
    }

    private static OutboxMessage CardUpdate(Run run, DateTimeOffset now) => new()
    {
        // A turn that was held comes to its end twice.
        Key = $"{run.Id}/turn{run.Turn}/{(run.State == RunState.Held ? "held" : "card")}",
        Run = run.Id,
        Kind = OutboxKind.CardUpdate,
        Priority = OutboxPriority.Terminal,
        Channel = run.Channel,
        CreatedAt = now,
    };
}
