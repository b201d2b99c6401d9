using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Replies;

/// <summary>
/// Sends what the outbox holds: terminal messages first, one channel's messages in order, channels side by side. Posts,
/// edits, reactions and private answers have limits of their own at Slack and do not wait for each other.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IOutbox outbox,
    OutboxSender sender,
    OutboxWakeup wakeup,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly OutboxWay[] _ways =
    [
        new(16, OutboxKind.Card, OutboxKind.Message, OutboxKind.File),
        new(8, OutboxKind.CardUpdate, OutboxKind.Edit),
        new(4, OutboxKind.AddReaction, OutboxKind.RemoveReaction),
        new(8, OutboxKind.Private),
    ];

    private DateTimeOffset _pruned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await wakeup.WaitAsync(await SafeRoundAsync(stoppingToken), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; what is not sent is due in the next process.
        }

        await Task.WhenAll(_ways.Select(way => way.All));
    }

    /// <returns>How long to wait for the next one.</returns>
    private async Task<TimeSpan> SafeRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RoundAsync(cancellationToken);
            return await NextLookAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The store may be back in the next round; a host that ends here would say nothing at all.
            Log.RoundFailed(logger, exception);
            return SlowRound;
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var way in _ways)
        {
            while (way.Free > 0 && await outbox.TakeDueAsync(way.Free, way.Kinds, way.Busy, cancellationToken) is { Count: > 0 } entries)
            {
                foreach (var entry in entries)
                {
                    way.Start(entry, taken => SendAsync(taken, cancellationToken));
                }
            }
        }

        var now = time.GetUtcNow();
        if (now - _pruned > TimeSpan.FromHours(1))
        {
            _pruned = now;
            await outbox.PruneAsync(now - Retention, cancellationToken);
        }
    }

    /// <remarks>The boundary of a message: its failure must not keep the others waiting. Does not throw.</remarks>
    private async Task SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(entry, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // Shutdown: its lease ends with this process.
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, entry.Message.Key);
            await PutBackAsync(entry, exception.Message, cancellationToken);
        }
        finally
        {
            wakeup.Raise();
        }
    }

    private async Task PutBackAsync(OutboxEntry entry, string problem, CancellationToken cancellationToken)
    {
        try
        {
            if (time.GetUtcNow() - entry.Message.CreatedAt > OutboxSender.GiveUpAfter)
            {
                await outbox.AbandonAsync(entry.Message.Key, problem, cancellationToken);
            }
            else
            {
                await outbox.DeferAsync(entry.Message.Key, time.GetUtcNow() + TimeSpan.FromSeconds(30), attempted: true, problem, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            // Its lease ends by itself.
            Log.Failed(logger, exception, entry.Message.Key);
        }
    }

    private async Task<TimeSpan> NextLookAsync(CancellationToken cancellationToken)
    {
        if (await outbox.NextDueAsync(cancellationToken) is not { } due)
        {
            return SlowRound;
        }

        var wait = due - time.GetUtcNow();
        // What is due and was not taken waits for its lane; whoever is in it says when it is free.
        return wait <= TimeSpan.Zero ? Busy : wait < SlowRound ? wait : SlowRound;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1300, Level = LogLevel.Error, Message = "Message {Key} could not be sent for a reason that nobody foresaw; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception, string key);

        [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The outbox could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
