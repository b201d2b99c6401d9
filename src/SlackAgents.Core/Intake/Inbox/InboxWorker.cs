using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Intake.Inbox;

/// <summary>
/// Handles what the inbox holds. Commands and clicks are handled side by side; events one after the other, so that two
/// replies in a thread keep their order. A handler that throws is tried again, later and later, and given up loudly.
/// </summary>
internal sealed partial class InboxWorker : BackgroundService
{
    private const int Batch = 32;
    private const int Parallelism = 8;
    private const int MaxAttempts = 12;
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retention = TimeSpan.FromHours(48);

    private readonly IInbox _inbox;
    private readonly InboxWakeup _wakeup;
    private readonly FrozenDictionary<string, IInboxHandler> _handlers;
    private readonly TimeProvider _time;
    private readonly ILogger<InboxWorker> _logger;
    private DateTimeOffset _pruned;

    public InboxWorker(IInbox inbox, InboxWakeup wakeup, IEnumerable<IInboxHandler> handlers, TimeProvider time, ILogger<InboxWorker> logger)
    {
        _inbox = inbox;
        _wakeup = wakeup;
        _handlers = handlers.SelectMany(handler => handler.Kinds.Select(kind => (kind, handler))).ToFrozenDictionary(pair => pair.kind, pair => pair.handler);
        _time = time;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await SafeRoundAsync(stoppingToken);
                await _wakeup.WaitAsync(SlowRound, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; what was taken and not finished is due again in the next process.
        }
    }

    private async Task SafeRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _inbox.TakeDueAsync(Batch, cancellationToken) is { Count: > 0 } entries)
            {
                await HandleAsync(entries, cancellationToken);
            }

            await PruneAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The store may be back in the next round; what was taken is due again when its lease ends.
            Log.RoundFailed(_logger, exception);
        }
    }

    private async Task HandleAsync(IReadOnlyList<InboxEntry> entries, CancellationToken cancellationToken)
    {
        var inOrder = entries.Where(entry => entry.Kind == InboxKinds.Event).ToList();
        var sideBySide = entries.Where(entry => entry.Kind != InboxKinds.Event);
        var parallel = Parallel.ForEachAsync(
            sideBySide,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (entry, token) => await HandleAsync(entry, token));
        foreach (var entry in inOrder)
        {
            await HandleAsync(entry, cancellationToken);
        }

        await parallel;
    }

    private async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        if (!_handlers.TryGetValue(entry.Kind, out var handler))
        {
            Log.NoHandler(_logger, entry.Id, entry.Kind);
            await _inbox.AbandonAsync(entry.Id, $"No handler for {entry.Kind}.", cancellationToken);
            return;
        }

        try
        {
            await handler.HandleAsync(entry, cancellationToken);
            await _inbox.CompleteAsync(entry.Id, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of an entry: its failure must not touch the others.
            await FailAsync(entry, exception, cancellationToken);
        }
    }

    private async Task FailAsync(InboxEntry entry, Exception exception, CancellationToken cancellationToken)
    {
        if (entry.Attempts + 1 >= MaxAttempts)
        {
            Log.GivenUp(_logger, exception, entry.Id, entry.Kind, entry.Attempts + 1);
            await _inbox.AbandonAsync(entry.Id, exception.Message, cancellationToken);
            return;
        }

        var pause = TimeSpan.FromSeconds(Math.Min(120, Math.Pow(2, entry.Attempts) * 0.5));
        Log.TriedAgain(_logger, exception, entry.Id, entry.Kind, pause.TotalSeconds);
        await _inbox.DeferAsync(entry.Id, _time.GetUtcNow() + pause, exception.Message, cancellationToken);
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (now - _pruned < TimeSpan.FromHours(1))
        {
            return;
        }

        _pruned = now;
        await _inbox.PruneAsync(now - Retention, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "Inbox entry {Entry} of kind {Kind} has no handler")]
        public static partial void NoHandler(ILogger logger, long entry, string kind);

        [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Inbox entry {Entry} ({Kind}) failed; it is tried again in {Seconds} s")]
        public static partial void TriedAgain(ILogger logger, Exception exception, long entry, string kind, double seconds);

        [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "The inbox could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 1002, Level = LogLevel.Critical, Message = "Inbox entry {Entry} ({Kind}) was given up after {Attempts} attempts; it is kept in the database")]
        public static partial void GivenUp(ILogger logger, Exception exception, long entry, string kind, int attempts);
    }
}
