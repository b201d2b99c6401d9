using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Replies;

/// <summary>
/// Sends one message. Slack's posts are not idempotent, so a message that was begun before is looked for by its key
/// before it is posted again.
/// </summary>
internal sealed partial class OutboxSender(IOutbox outbox, IReplyChannel slack, ICardSource cards, TimeProvider time, ILogger<OutboxSender> logger)
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    public async Task SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        try
        {
            switch (message.Kind)
            {
                case OutboxKind.Card:
                    await SendCardAsync(entry, cancellationToken);
                    break;
                case OutboxKind.CardUpdate:
                    await UpdateCardAsync(entry, cancellationToken);
                    break;
                case OutboxKind.Message:
                    await SendMessageAsync(entry, cancellationToken);
                    break;
                case OutboxKind.Edit:
                    await EditAsync(message, cancellationToken);
                    break;
                case OutboxKind.File:
                    await SendFileAsync(entry, cancellationToken);
                    break;
                case OutboxKind.Private:
                    await slack.PostPrivatelyAsync(Required(message.PrivateAddress), Required(message.Content), cancellationToken);
                    await outbox.CompleteAsync(message.Key, null, cancellationToken);
                    break;
                case OutboxKind.AddReaction:
                    await slack.AddReactionAsync(message.Channel, Required(message.TargetTs), Required(message.Emoji), cancellationToken);
                    await outbox.CompleteAsync(message.Key, null, cancellationToken);
                    break;
                case OutboxKind.RemoveReaction:
                    await slack.RemoveReactionAsync(message.Channel, Required(message.TargetTs), Required(message.Emoji), cancellationToken);
                    await outbox.CompleteAsync(message.Key, null, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException($"{message.Kind} is not a kind of message.");
            }
        }
        catch (ReplyException exception)
        {
            await RefusedAsync(entry, exception, cancellationToken);
        }
    }

    private static T Required<T>(T? value)
        where T : class => value ?? throw new InvalidOperationException("A stored message lacks what its kind needs.");

    private async Task SendCardAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        var run = message.Run ?? throw new InvalidOperationException("A card has no run.");
        if (await cards.FindAsync(run, cancellationToken) is not { } place)
        {
            await outbox.AbandonAsync(message.Key, "The run is gone.", cancellationToken);
            return;
        }

        var ts = place.CardTs
            ?? (entry.Attempts > 0 ? await slack.FindByKeyAsync(message.Channel, place.CardThread, message.Key, message.CreatedAt, cancellationToken) : null)
            ?? await slack.PostAsync(message.Channel, place.CardThread, place.Content, message.Key, message.Priority, cancellationToken);
        await cards.PlacedAsync(run, ts, cancellationToken);
        await outbox.CompleteAsync(message.Key, ts, cancellationToken);
    }

    private async Task UpdateCardAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        if (message.Run is { } run && await cards.FindAsync(run, cancellationToken) is { CardTs: { } ts } place)
        {
            await slack.UpdateAsync(place.Channel, ts, async token => (await cards.FindAsync(run, token))?.Content, message.Priority, cancellationToken);
        }

        await outbox.CompleteAsync(message.Key, null, cancellationToken);
    }

    private async Task SendMessageAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        if (await FindThreadAsync(message, cancellationToken) is not (true, var thread))
        {
            return;
        }

        var ts = (entry.Attempts > 0 ? await slack.FindByKeyAsync(message.Channel, thread, message.Key, message.CreatedAt, cancellationToken) : null)
            ?? await slack.PostAsync(message.Channel, thread, Required(message.Content), message.Key, message.Priority, cancellationToken);
        await outbox.CompleteAsync(message.Key, ts, cancellationToken);
    }

    private async Task EditAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var target = await outbox.FindAsync(Required(message.TargetKey), cancellationToken);
        if (target is { IsDone: false })
        {
            await outbox.DeferAsync(message.Key, time.GetUtcNow() + TimeSpan.FromSeconds(1), attempted: false, "The message is not posted yet.", cancellationToken);
            return;
        }

        if (target?.Ts is { } ts)
        {
            await slack.UpdateAsync(message.Channel, ts, Required(message.Content), message.Priority, cancellationToken);
        }

        await outbox.CompleteAsync(message.Key, null, cancellationToken);
    }

    private async Task SendFileAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        var file = Required(message.File);
        if (await FindThreadAsync(message, cancellationToken) is not (true, var thread))
        {
            return;
        }

        var there = entry.Attempts > 0 && await slack.HasFileAsync(message.Channel, thread, file.Comment, message.CreatedAt, cancellationToken);
        if (!there && !File.Exists(file.Path))
        {
            Log.Abandoned(logger, message.Key, "file_missing", "It is gone from the host's disk.");
            await outbox.AbandonAsync(message.Key, "file_missing", cancellationToken);
            return;
        }

        if (!there)
        {
            await slack.UploadFileAsync(message.Channel, thread, file, cancellationToken);
        }

        await outbox.CompleteAsync(message.Key, null, cancellationToken);
        File.Delete(file.Path);
    }

    /// <summary>The thread that a message goes to; not found while the run's card is not posted yet, then the message waits.</summary>
    private async Task<(bool Found, string? Thread)> FindThreadAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (message.ThreadTs is not null || message.Run is not { } run)
        {
            return (true, message.ThreadTs);
        }

        var thread = (await cards.FindAsync(run, cancellationToken))?.ReplyThread;
        if (thread is null)
        {
            await outbox.DeferAsync(message.Key, time.GetUtcNow() + TimeSpan.FromSeconds(1), attempted: false, "The card is not posted yet.", cancellationToken);
        }

        return (thread is not null, thread);
    }

    private async Task RefusedAsync(OutboxEntry entry, ReplyException exception, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        var tooOld = time.GetUtcNow() - message.CreatedAt > GiveUpAfter;
        if (exception.Failure is ReplyFailure.Transient or ReplyFailure.NotAllowed && !tooOld)
        {
            var pause = exception.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(entry.Attempts, 6))));
            Log.Deferred(logger, message.Key, exception.Code, pause.TotalSeconds);
            await outbox.DeferAsync(message.Key, time.GetUtcNow() + pause, attempted: true, exception.Code, cancellationToken);
            return;
        }

        Log.Abandoned(logger, message.Key, exception.Code, exception.Message);
        if (message is { Kind: OutboxKind.Card or OutboxKind.Message or OutboxKind.File, Run: { } run })
        {
            await FallBackAsync(message, run, exception, cancellationToken);
        }

        await outbox.AbandonAsync(message.Key, exception.Code, cancellationToken);
        if (message.File is { } file)
        {
            File.Delete(file.Path);
        }
    }

    /// <summary>What cannot be said in the thread is said to the requester alone; a run whose card has no place is stopped.</summary>
    private async Task FallBackAsync(OutboxMessage message, Ids.RunId run, ReplyException exception, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(run, cancellationToken) is not { } place)
        {
            return;
        }

        var sentence = message.File is { } file
            ? $"The agent attached {file.Name}, but Slack did not take the file ({exception.Code}). Ask it in the thread to say what is in it."
            : exception.Failure == ReplyFailure.Gone
            ? $"I cannot post in that channel ({exception.Code}). Invite me with `/invite` and start the run again."
            : $"Slack did not take what I had to say in that channel ({exception.Code}). Look at the trace, or start the run again.";
        if (message.Kind == OutboxKind.Card)
        {
            await cards.UnreachableAsync(run, sentence, cancellationToken);
        }

        var content = message.Kind == OutboxKind.Message && message.Content is { } said
            ? said with { Parts = [new Paragraph(sentence), .. said.Parts] }
            : new ReplyContent(sentence, [new Paragraph(sentence)]);
        await outbox.AddAsync(
            [message with { Key = $"{message.Key}/private", Kind = OutboxKind.Private, Run = null, File = null, PrivateAddress = place.Requester, Content = content, CreatedAt = time.GetUtcNow() }],
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1310, Level = LogLevel.Warning, Message = "Message {Key} was not taken by Slack ({Code}); next attempt in {Seconds} s")]
        public static partial void Deferred(ILogger logger, string key, string code, double seconds);

        [LoggerMessage(EventId = 1311, Level = LogLevel.Error, Message = "Message {Key} cannot be sent: {Code}, {Problem}")]
        public static partial void Abandoned(ILogger logger, string key, string code, string problem);
    }
}
