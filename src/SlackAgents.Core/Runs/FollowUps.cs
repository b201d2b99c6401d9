using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs;

/// <summary>Takes follow-ups: a further turn that waits for the current one, or wakes a run that is at rest.</summary>
internal sealed class FollowUps(RunStateChanger changer, Microsoft.Extensions.Options.IOptions<RunsOptions> options, TimeProvider time)
{
    /// <summary>Reaction on a message that was taken; a second one shows that the agent has it.</summary>
    public const string TakenEmoji = "inbox_tray";

    public const string DeliveredEmoji = "white_check_mark";

    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    /// <param name="messageTs">Message it came from, which also makes it unique; null for a retry by button.</param>
    /// <param name="uniqueId">UUID of the turn's prompt: the same on every handling of the same request.</param>
    /// <param name="delivery">When it is to reach the agent.</param>
    /// <param name="files">What came with it.</param>
    public async Task<FollowUpResult> AddAsync(Run run, string prompt, Requester author, string? messageTs, string uniqueId, TurnDelivery delivery, IReadOnlyList<MessageFile> files, CancellationToken cancellationToken)
    {
        var verdict = FollowUpResult.Taken;
        var result = await changer.ChangeAsync(run.Id, AnyState, (current, turns) => Decide(current, turns), cancellationToken);
        return result is null ? FollowUpResult.UnknownRun : verdict;

        RunChange? Decide(Run current, IReadOnlyList<Turn> turns)
        {
            // The id alone does not tell: a message that was not delivered gets another one.
            if (turns.Any(turn => turn.PromptId == uniqueId || (messageTs is not null && turn.MessageTs == messageTs)))
            {
                verdict = FollowUpResult.AlreadyTaken;
                return null;
            }

            if (turns.Count(turn => turn.State == TurnState.Waiting) >= options.Value.MaxFollowUps)
            {
                verdict = FollowUpResult.TooMany;
                return null;
            }

            verdict = current.AtRest ? FollowUpResult.Started : FollowUpResult.Taken;
            var turn = new Turn
            {
                Run = current.Id,
                Number = turns.Max(known => known.Number) + 1,
                State = TurnState.Waiting,
                Prompt = prompt,
                PromptId = uniqueId,
                Author = author.Person,
                AuthorName = author.DisplayName,
                MessageTs = messageTs,
                Delivery = delivery,
                Files = files,
                CreatedAt = time.GetUtcNow(),
            };
            return Append(current, turn);
        }
    }

    /// <summary>Adds a turn: it waits, wakes a run that is at rest, or ends the turn under way.</summary>
    public static RunChange Append(Run run, Turn turn)
    {
        var next = run switch
        {
            { AtRest: true } => run with { State = RunState.Queued, Reason = null, ReasonDetail = null, Turn = turn.Number, TurnStartedAt = null },
            { State: RunState.Running } when turn.Delivery == TurnDelivery.Interrupt => run with { State = RunState.Stopping, Reason = ReasonCode.InterruptedByReply, ReasonDetail = null },
            _ => run,
        };
        return new RunChange(next, [turn], turn.MessageTs is null ? [] : [Reaction(run, turn, TakenEmoji)]);
    }

    /// <summary>The reaction that shows where a follow-up is.</summary>
    public static OutboxMessage Reaction(Run run, Turn turn, string emoji) => new()
    {
        Key = $"{run.Id}/turn{turn.Number}/{emoji}",
        Run = run.Id,
        Kind = OutboxKind.AddReaction,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        TargetTs = turn.MessageTs,
        Emoji = emoji,
        CreatedAt = turn.CreatedAt,
    };
}
