using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs;

/// <summary>
/// What becomes of messages that their authors change or delete: before the agent has one, it is as if it had always been
/// so; after that the agent is told, once per change.
/// </summary>
internal sealed class FollowUpEdits(RunStateChanger changer, TurnEnding ending, IOptions<RunsOptions> options, TimeProvider time)
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    public async Task<EditResult> EditAsync(RunId run, MessageEdit edit, CancellationToken cancellationToken)
    {
        var verdict = EditResult.NotTaken;
        await changer.ChangeAsync(run, AnyState, Decide, cancellationToken);
        return verdict;

        RunChange? Decide(Run current, IReadOnlyList<Turn> turns)
        {
            (verdict, var change) = VersionsOf(turns, edit.MessageTs, edit.Author) is { Count: > 0 } versions ? Edit(current, turns, versions, edit) : (EditResult.NotTaken, null);
            return change;
        }
    }

    public async Task<WithdrawResult> WithdrawAsync(RunId run, PersonId author, string messageTs, CancellationToken cancellationToken)
    {
        var verdict = WithdrawResult.NotTaken;
        await changer.ChangeAsync(run, AnyState, Decide, cancellationToken);
        return verdict;

        RunChange? Decide(Run current, IReadOnlyList<Turn> turns)
        {
            if (VersionsOf(turns, messageTs, author) is not { Count: > 0 } versions)
            {
                return null;
            }

            var last = versions[^1];
            var canBe = IsUntouched(current, last);
            verdict = canBe && versions.Count == 1 ? WithdrawResult.Withdrawn : WithdrawResult.Delivered;
            return canBe ? Cancel(current, turns, last) : null;
        }
    }

    private (EditResult Verdict, RunChange? Change) Edit(Run current, IReadOnlyList<Turn> turns, IReadOnlyList<Turn> versions, MessageEdit edit)
    {
        var last = versions[^1];
        var delivery = edit.Delivery ?? last.Delivery;
        var waits = IsUntouched(current, last);
        if (Corrections.Latest(versions) == edit.Text && (!waits || delivery == last.Delivery))
        {
            return (EditResult.Unchanged, null);
        }

        if (!waits)
        {
            return Correct(current, turns, versions, edit);
        }

        if (versions.Count > 1 && Corrections.Latest([.. versions.SkipLast(1)]) is var before)
        {
            // A correction that was not given yet; it may even take itself back.
            return before == edit.Text
                ? (EditResult.Replaced, Cancel(current, turns, last))
                : (EditResult.Replaced, FollowUps.Append(current, last with { Prompt = Corrections.Compose(before, edit.Text), Delivery = delivery }) with { Messages = [] });
        }

        return (EditResult.Replaced, last.Number == 1
            ? new RunChange(current with { Title = edit.Title }, [last with { Prompt = edit.Text }], [])
            : FollowUps.Append(current, last with { Prompt = edit.Text, Delivery = delivery }) with { Messages = [] });
    }

    private (EditResult Verdict, RunChange? Change) Correct(Run current, IReadOnlyList<Turn> turns, IReadOnlyList<Turn> versions, MessageEdit edit)
    {
        if (!edit.MayInform)
        {
            return (EditResult.Muted, null);
        }

        // At rest, only what was asked last is worth another turn: a typing error of last week is not.
        var last = versions[^1];
        if (current.AtRest && turns.Any(turn => turn.Number > last.Number && turn.State != TurnState.Cancelled))
        {
            return (EditResult.TooLate, null);
        }

        if (turns.Count(turn => turn.State == TurnState.Waiting) >= options.Value.MaxFollowUps)
        {
            return (EditResult.TooMany, null);
        }

        var correction = new Turn
        {
            Run = current.Id,
            Number = turns.Max(turn => turn.Number) + 1,
            State = TurnState.Waiting,
            Prompt = Corrections.Compose(Corrections.Latest(versions), edit.Text),
            PromptId = edit.UniqueId,
            Author = last.Author,
            AuthorName = last.AuthorName,
            MessageTs = edit.MessageTs,
            Delivery = edit.Delivery ?? current.Steering,
            CreatedAt = time.GetUtcNow(),
        };
        var change = FollowUps.Append(current, correction);
        var notYet = FollowUps.Reaction(current, correction, FollowUps.DeliveredEmoji) with
        {
            Key = $"{current.Id}/turn{correction.Number}/not-{FollowUps.DeliveredEmoji}",
            Kind = OutboxKind.RemoveReaction,
        };
        return (EditResult.Corrected, change with { Messages = [notYet, .. change.Messages] });
    }

    private RunChange Cancel(Run current, IReadOnlyList<Turn> turns, Turn turn)
    {
        var others = WaitingTurns.InOrder(turns.Where(other => other.Number != turn.Number));
        if (current.State == RunState.Queued && turn.Number == current.Turn && (turn.Number == 1 || others.Count == 0))
        {
            // Nothing is left to do; a task that is taken back takes with it what was said about it.
            return ending.Decide(current, turns, RunState.Stopped, ReasonCode.StoppedByPerson, detail: null);
        }

        var next = current.State == RunState.Queued && turn.Number == current.Turn ? others[0].Number : current.Turn;
        return new RunChange(current with { Turn = next }, [turn with { State = TurnState.Cancelled, EndedAt = time.GetUtcNow() }], []);
    }

    /// <summary>The turns that a message made, as far as they stand.</summary>
    private static IReadOnlyList<Turn> VersionsOf(IReadOnlyList<Turn> turns, string messageTs, PersonId author) =>
        [.. turns.Where(turn => turn.MessageTs == messageTs && turn.Author == author && turn.State != TurnState.Cancelled).OrderBy(turn => turn.Number)];

    /// <summary>What is to reach a turn under way may have been written to it already, without a receipt yet.</summary>
    private static bool IsUntouched(Run run, Turn turn) =>
        turn is { State: TurnState.Waiting, StartedAt: null } && !(turn.Delivery == TurnDelivery.Now && run.State is RunState.Running or RunState.Stopping or RunState.Publishing);
}
