using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs;

/// <summary>Tells the thread of a run that another one goes on from it, once that one's card is there to link to.</summary>
internal sealed class ForkNotes(IRunStore store, IOutbox outbox, OutboxWakeup wakeup, IReplyChannel slack, TimeProvider time)
{
    /// <summary>Safe to repeat.</summary>
    public async Task SayAsync(RunId id, string cardTs, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(id, cancellationToken) is not { ForkedFrom: { } origin } fork
            || await store.GetAsync(origin, cancellationToken) is not { } source
            || source.ReplacedBy == id)
        {
            return;
        }

        var summary = $"🔀 {fork.Requester.DisplayName} forked this run as {fork.Id}";
        await outbox.AddAsync(
            [
                new OutboxMessage
                {
                    Key = $"{source.Id}/fork/{fork.Id}",
                    Run = source.Id,
                    Kind = OutboxKind.Message,
                    Priority = OutboxPriority.Normal,
                    Channel = source.Channel,
                    Content = new ReplyContent(summary, [new Facts([new Fact("Forked as", fork.Id.Value, await LinkAsync(fork, cardTs, cancellationToken))])]),
                    CreatedAt = time.GetUtcNow(),
                },
            ],
            cancellationToken);
        wakeup.Raise();
    }

    private async Task<Uri?> LinkAsync(Run fork, string cardTs, CancellationToken cancellationToken)
    {
        try
        {
            return await slack.GetPermalinkAsync(fork.Channel, cardTs, cancellationToken);
        }
        catch (ReplyException)
        {
            // The note says the run's id as well; a card must not be posted again for a link.
            return null;
        }
    }
}
