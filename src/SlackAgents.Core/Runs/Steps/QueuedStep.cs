using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Live;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Takes the run out of the queue: its next turn becomes the active one.</summary>
internal sealed class QueuedStep(RunStateChanger changer, ApprovalMessages approvals, TimeProvider time)
{
    public Task RunAsync(Run run, LiveRun live, CancellationToken cancellationToken)
    {
        live.Enter(PreparePhase.TakeUp);
        return changer.ChangeAsync(run.Id, [RunState.Queued], Decide, cancellationToken);
    }

    private RunChange? Decide(Run current, IReadOnlyList<Turn> turns)
    {
        if (WaitingTurns.InOrder(turns) is not [var next, ..])
        {
            return null;
        }

        var now = time.GetUtcNow();
        var active = next with { State = TurnState.Active, StartedAt = now };
        List<OutboxMessage> messages = active is { MessageTs: not null, Number: > 1 } ? [FollowUps.Reaction(current, active, FollowUps.DeliveredEmoji)] : [];
        var approval = current.Approval;
        if (approval is { State: ApprovalState.Open })
        {
            // What was held is part of what this turn goes on with; it is asked for again when the turn has ended.
            approval = approval with { State = ApprovalState.Superseded };
            messages.Add(approvals.Close(current, approval));
        }

        return new RunChange(
            current with { Approval = approval, State = RunState.Preparing, Turn = active.Number, TurnStartedAt = now, Reason = null, ReasonDetail = null, Report = null },
            [active],
            messages);
    }
}
