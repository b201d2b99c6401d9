using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Replies;

/// <summary>Answers that only one person sees, by way of the outbox: a crash or an outage of Slack does not lose them.</summary>
internal sealed class PrivateAnswers(IOutbox outbox, OutboxWakeup wakeup, TimeProvider time)
{
    /// <param name="key">Unique per answer, made from the request's key, so that a repeated handling answers once.</param>
    public async Task SayAsync(PrivateAddress address, string key, ReplyContent content, CancellationToken cancellationToken)
    {
        await outbox.AddAsync(
            [
                new OutboxMessage
                {
                    Key = $"{key}/answer",
                    Kind = OutboxKind.Private,
                    Priority = OutboxPriority.Normal,
                    Channel = address.Channel,
                    ThreadTs = address.ThreadTs,
                    PrivateAddress = address,
                    Content = content,
                    CreatedAt = time.GetUtcNow(),
                },
            ],
            cancellationToken);
        wakeup.Raise();
    }

    public Task SayAsync(PrivateAddress address, string key, string sentence, CancellationToken cancellationToken) =>
        SayAsync(address, key, new ReplyContent(sentence, [new Paragraph(sentence)]), cancellationToken);
}
