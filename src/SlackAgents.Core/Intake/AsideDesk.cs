using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>Shows that something is not passed on to the agent.</summary>
internal sealed class AsideDesk(AccessPolicy access, IOutbox outbox, OutboxWakeup wakeup, TimeProvider time)
{
    /// <summary>Reaction on a message that the agent is not told.</summary>
    public const string Emoji = "zipper_mouth_face";

    /// <summary>Shows that it was understood as an aside. Whoever may not steer gets no reaction: nothing of theirs would have been passed on.</summary>
    public async Task TakeAsync(Run run, ThreadMessage message, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(new AccessQuestion(message.Person, message.Channel, AccessAction.Steer, run.Requester, run.Repository), cancellationToken);
        if (!decision.Allowed)
        {
            return;
        }

        await outbox.AddAsync(
            [
                new OutboxMessage
                {
                    Key = $"{run.Id}/aside/{message.MessageTs}",
                    Kind = OutboxKind.AddReaction,
                    Priority = OutboxPriority.Low,
                    Channel = message.Channel,
                    TargetTs = message.MessageTs,
                    Emoji = Emoji,
                    CreatedAt = time.GetUtcNow(),
                },
            ],
            cancellationToken);
        wakeup.Raise();
    }
}
