using SlackAgents.Core.Replies;

namespace SlackAgents.Tests.Replies.Simulation;

/// <summary>The outbox's rules without a disk.</summary>
internal sealed class MemoryOutbox(TimeProvider time) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<Row> _rows = [];
    private int _takes;

    public int Takes => Volatile.Read(ref _takes);

    public Task AddAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _rows.AddRange(messages.Select(message => new Row(message) { Due = time.GetUtcNow() }));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int limit, IReadOnlyCollection<OutboxKind> kinds, IReadOnlyCollection<string> busy, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _takes);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var taken = _rows
                .Where(row => !row.Done && row.Due <= now && row.LeasedUntil <= now && kinds.Contains(row.Message.Kind) && !busy.Contains(OutboxLane.Of(row.Message), StringComparer.Ordinal))
                .OrderByDescending(row => row.Message.Priority).ThenBy(row => row.Message.CreatedAt)
                .DistinctBy(row => OutboxLane.Of(row.Message), StringComparer.Ordinal)
                .Take(limit).ToList();
            taken.ForEach(row => row.LeasedUntil = now + TimeSpan.FromSeconds(60));
            return Task.FromResult<IReadOnlyList<OutboxEntry>>([.. taken.Select(row => new OutboxEntry(row.Message, row.Attempts++))]);
        }
    }

    public Task CompleteAsync(string key, string? ts, CancellationToken cancellationToken) => Change(key, row => row.Done = true);

    public Task DeferAsync(string key, DateTimeOffset notBefore, bool attempted, string error, CancellationToken cancellationToken) =>
        Change(key, row => (row.Due, row.LeasedUntil) = (notBefore, DateTimeOffset.MinValue));

    public Task AbandonAsync(string key, string error, CancellationToken cancellationToken) => throw new InvalidOperationException($"{key}: {error}");

    public Task<SentMessage?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<SentMessage?>(null);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.Where(row => !row.Done).Select(row => (DateTimeOffset?)(row.Due > row.LeasedUntil ? row.Due : row.LeasedUntil)).Min());
        }
    }

    public Task<int> CountPendingAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.Count(row => !row.Done));
        }
    }

    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task Change(string key, Action<Row> change)
    {
        lock (_gate)
        {
            change(_rows.Single(row => row.Message.Key == key));
        }

        return Task.CompletedTask;
    }

    private sealed record Row(OutboxMessage Message)
    {
        public DateTimeOffset Due { get; set; }

        public DateTimeOffset LeasedUntil { get; set; } = DateTimeOffset.MinValue;

        public bool Done { get; set; }

        public int Attempts { get; set; }
    }
}
