using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Intake.Inbox;

/// <summary>
/// Handles what the inbox holds, side by side: a slow entry holds up nobody but its own lane, whose order the inbox
/// itself keeps. A handler that throws is tried again, later and later, and given up loudly.
/// </summary>
internal sealed partial class InboxWorker : BackgroundService
{
    /// <summary>Entries handled at the same time.</summary>
    public const int Slots = 32;

    /// <summary>Beyond those, for urgent entries alone: somebody's modal must not wait for others' slow work.</summary>
    public const int UrgentSlots = 8;

    private const int MaxAttempts = 12;
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retention = TimeSpan.FromHours(48);

    /// <summary>For a handler that hangs. Longer than a request is tried at all, so what is merely slow is never cut off.</summary>
    private static readonly TimeSpan HandlingLimit = RequestPatience.Limit + TimeSpan.FromMinutes(1);

    private readonly IInbox _inbox;
    private readonly InboxWakeup _wakeup;
    private readonly FrozenDictionary<string, IInboxHandler> _handlers;
    private readonly TimeProvider _time;
    private readonly ILogger<InboxWorker> _logger;

    /// <summary>Ids. The lease of a slow entry ends while it is handled; the inbox then gives it out again, and it is left alone.</summary>
    private readonly ConcurrentDictionary<long, bool> _underWay = new();
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
                if (!await SafeRoundAsync(stoppingToken))
                {
                    await _wakeup.WaitAsync(SlowRound, _time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; what was taken and not finished is due again in the next process.
        }

        while (!_underWay.IsEmpty)
        {
            await _wakeup.WaitAsync(SlowRound, _time, CancellationToken.None);
        }
    }

    /// <returns>Whether there may be more to take right now.</returns>
    private async Task<bool> SafeRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PruneAsync(cancellationToken);
            return await TakeAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The store may be back in the next round; what was taken is due again when its lease ends.
            Log.RoundFailed(_logger, exception);
            return false;
        }
    }

    private async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var free = Slots - _underWay.Count;
        var limit = free > 0 ? free : free + UrgentSlots;
        if (limit <= 0)
        {
            return false;
        }

        var entries = free > 0 ? await _inbox.TakeDueAsync(limit, cancellationToken) : await _inbox.TakeUrgentAsync(limit, cancellationToken);
        foreach (var entry in entries.Where(entry => _underWay.TryAdd(entry.Id, value: true)))
        {
            _ = Task.Run(() => HandleAndLeaveAsync(entry, cancellationToken), CancellationToken.None);
        }

        return entries.Count == limit;
    }

    private async Task HandleAndLeaveAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await HandleAsync(entry, cancellationToken);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                // The store did not take the outcome: the entry is due again when its lease ends.
                Log.RoundFailed(_logger, exception);
            }
        }
        finally
        {
            _underWay.TryRemove(entry.Id, out _);
            _wakeup.Raise();
        }
    }

    private async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        if (!_handlers.TryGetValue(entry.Kind, out var handler))
        {
            Log.NoHandler(_logger, entry.Id, entry.Kind);
            await _inbox.AbandonAsync(entry.Id, $"No handler for {entry.Kind}.", cancellationToken);
            return;
        }

        using var limit = new CancellationTokenSource(HandlingLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await handler.HandleAsync(entry, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of an entry: its failure must not touch the others.
            await FailAsync(entry, exception, cancellationToken);
            return;
        }

        await _inbox.CompleteAsync(entry.Id, cancellationToken);
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

        [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "The inbox could not be read or written; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 1002, Level = LogLevel.Critical, Message = "Inbox entry {Entry} ({Kind}) was given up after {Attempts} attempts; it is kept in the database")]
        public static partial void GivenUp(ILogger logger, Exception exception, long entry, string kind, int attempts);
    }
}
