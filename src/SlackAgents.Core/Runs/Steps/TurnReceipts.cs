using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// What became of messages that were written into a running turn. Receipts are claims of the sandbox, and believed only
/// about messages that wait for one. All of a turn's output is read, and with it all receipts, before the turn is judged.
/// </summary>
internal sealed class TurnReceipts(RunStateChanger changer, HarnessCatalog harnesses, TimeProvider time)
{
    private static readonly RunState[] UnderWay = [RunState.Running, RunState.Stopping];

    public async Task TakeAsync(Run run, IEnumerable<TraceEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var receipt in entries.Select(entry => entry.Event).OfType<SteeringEvent>())
        {
            switch (receipt.State)
            {
                case "delivered":
                    await changer.ChangeAsync(run.Id, UnderWay, (current, turns) => Find(turns, receipt) is { } turn ? Join(current, turn) : null, cancellationToken);
                    break;
                case "refused":
                    await changer.ChangeAsync(run.Id, UnderWay, (current, turns) => Find(turns, receipt) is { } turn ? Refuse(current, turn) : null, cancellationToken);
                    break;
                default:
                    break; // sent and queued say nothing about its end
            }
        }
    }

    /// <summary>
    /// The turn has ended by itself and all it said was read: a message without a receipt was never given to the agent.
    /// It becomes the next turn under a new id, because a session may hold an id that it only queued for known, and answer
    /// it with nothing. Where the turn was cut off nobody knows, and the id stays: better unanswered than done twice.
    /// </summary>
    public Task RenewAsync(Run run, CancellationToken cancellationToken) => changer.ChangeAsync(
        run.Id,
        UnderWay,
        (current, turns) => turns.Where(turn => turn is { State: TurnState.Waiting, Delivery: TurnDelivery.Now }).ToList() is { Count: > 0 } waiting
            ? new RunChange(current, [.. waiting.Select(turn => turn with { PromptId = PromptIds.New() })], [])
            : null,
        cancellationToken);

    private static Turn? Find(IReadOnlyList<Turn> turns, SteeringEvent receipt) => turns.FirstOrDefault(turn =>
        turn is { State: TurnState.Waiting, Delivery: TurnDelivery.Now } && string.Equals(turn.PromptId, receipt.MessageId, StringComparison.OrdinalIgnoreCase));

    private RunChange Join(Run run, Turn turn)
    {
        var now = time.GetUtcNow();
        var joined = turn with { State = TurnState.Joined, JoinedTurn = run.Turn, StartedAt = now, EndedAt = now };
        return new RunChange(run, [joined], joined.MessageTs is null ? [] : [FollowUps.Reaction(run, joined, FollowUps.DeliveredEmoji)]);
    }

    private RunChange Refuse(Run run, Turn turn)
    {
        // Not offered again: it comes as a turn of its own.
        var queued = turn with { Delivery = TurnDelivery.Queue };
        var agent = harnesses.Find(run.Harness)?.DisplayName ?? run.Harness;
        var sentence = $"{agent} did not take your message into the running turn. It gets it as the next turn.";
        return new RunChange(
            run,
            [queued],
            [
                new OutboxMessage
                {
                    Key = $"{run.Id}/turn{turn.Number}/refused",
                    Kind = OutboxKind.Private,
                    Priority = OutboxPriority.Normal,
                    Channel = run.Channel,
                    ThreadTs = run.ReplyThread,
                    PrivateAddress = new PrivateAddress(turn.Author, run.Channel, run.ReplyThread, null),
                    Content = new ReplyContent(sentence, [new Paragraph(sentence)]),
                    CreatedAt = time.GetUtcNow(),
                },
            ]);
    }
}
