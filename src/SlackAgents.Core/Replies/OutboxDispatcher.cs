using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Replies;

/// <summary>Sends what the outbox holds: terminal messages first, one channel's messages in order, channels side by side.</summary>
internal sealed partial class OutboxDispatcher(
    IOutbox outbox,
    OutboxSender sender,
    OutboxWakeup wakeup,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    /// <summary>Small: what is urgent and comes in meanwhile waits for no more than these.</summary>
    private const int Batch = 12;
    private const int Parallelism = 4;
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

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
        while (await outbox.TakeDueAsync(Batch, cancellationToken) is { Count: > 0 } entries)
        {
            await Parallel.ForEachAsync(
                entries.GroupBy(entry => entry.Message.Channel, StringComparer.Ordinal),
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
                async (channel, token) =>
                {
                    foreach (var entry in channel)
                    {
                        await SendAsync(entry, token);
                    }
                });
        }

        var now = time.GetUtcNow();
        if (now - _pruned > TimeSpan.FromHours(1))
        {
            _pruned = now;
            await outbox.PruneAsync(now - Retention, cancellationToken);
        }
    }

    private async Task SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendAsync(entry, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of a message: its failure must not keep the others waiting.
            Log.Failed(logger, exception, entry.Message.Key);
            if (time.GetUtcNow() - entry.Message.CreatedAt > OutboxSender.GiveUpAfter)
            {
                await outbox.AbandonAsync(entry.Message.Key, exception.Message, cancellationToken);
                return;
            }

            await outbox.DeferAsync(entry.Message.Key, time.GetUtcNow() + TimeSpan.FromSeconds(30), attempted: true, exception.Message, cancellationToken);
        }
    }

    private async Task<TimeSpan> NextLookAsync(CancellationToken cancellationToken)
    {
        if (await outbox.NextDueAsync(cancellationToken) is not { } due)
        {
            return SlowRound;
        }

        var wait = due - time.GetUtcNow();
        return wait < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : wait < SlowRound ? wait : SlowRound;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1300, Level = LogLevel.Error, Message = "Message {Key} could not be sent for a reason that nobody foresaw; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception, string key);

        [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The outbox could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
