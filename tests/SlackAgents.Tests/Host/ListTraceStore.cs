using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

/// <summary>A trace in memory, for what reads traces.</summary>
internal sealed class ListTraceStore : ITraceStore
{
    private readonly Lock _gate = new();
    private readonly List<TraceRecord> _records = [];
    private volatile bool _broken;
    private int _failedReads;

    /// <summary>Reading fails.</summary>
    public bool Broken
    {
        get => _broken;
        set => _broken = value;
    }

    public int FailedReads
    {
        get => _failedReads;
        set => _failedReads = value;
    }

    public void Add(RunId run, params IEnumerable<TraceEvent> events)
    {
        lock (_gate)
        {
            foreach (var what in events)
            {
                _records.Add(new TraceRecord(run, _records.Count + 1, 1, new DateTimeOffset(2026, 11, 20, 7, 0, _records.Count % 60, TimeSpan.Zero), what, "raw line"));
            }
        }
    }

    /// <summary>Records that were read from these lines; null for one of the host's own.</summary>
    public void AddRaw(RunId run, params IEnumerable<string?> lines)
    {
        lock (_gate)
        {
            foreach (var line in lines)
            {
                _records.Add(new TraceRecord(run, _records.Count + 1, 1, new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero), new TextEvent("x"), line));
            }
        }
    }

    /// <summary>A record as it is, but for its sequence.</summary>
    public void Add(TraceRecord record)
    {
        lock (_gate)
        {
            _records.Add(record with { Sequence = _records.Count + 1 });
        }
    }

    public Task<IReadOnlyList<TraceRecord>> AppendAsync(RunId run, IReadOnlyList<TraceEntry> entries, string? cursor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, long after, int limit, CancellationToken cancellationToken)
    {
        if (_broken)
        {
            Interlocked.Increment(ref _failedReads);
            return Task.FromException<IReadOnlyList<TraceRecord>>(new IOException("disk gone"));
        }

        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TraceRecord>>([.. _records.Where(record => record.RunId == run && record.Sequence > after).Take(limit)]);
        }
    }

    public async Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        sequences.Count == 0 ? [] : [.. (await ReadAsync(run, sequences.Min() - 1, (int)(sequences.Max() - sequences.Min() + 1), cancellationToken)).Where(record => sequences.Contains(record.Sequence)).Select(record => record with { Raw = null })];

    public async Task<IReadOnlyList<TraceRow>> ReadRowsAsync(RunId run, long after, int limit, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(run, after, limit, cancellationToken)).Select(TraceRow.Of)];

    public async Task<TraceSearchPage> SearchAsync(RunId run, TraceQuery query, long after, int limit, CancellationToken cancellationToken)
    {
        var found = (await ReadAsync(run, after, int.MaxValue, cancellationToken)).Where(record => query.Matches(TraceJson.Serialize(record.Event))).Select(record => record.Sequence).ToList();
        return new TraceSearchPage([.. found.Take(limit)], found.Count > limit ? found[limit - 1] : await GetLastSequenceAsync(run, cancellationToken), found.Count > limit);
    }

    public async Task<long> GetLastSequenceAsync(RunId run, CancellationToken cancellationToken) =>
        (await ReadAsync(run, 0, int.MaxValue, cancellationToken)) is [.., var last] ? last.Sequence : 0;

    public Task<string?> GetCursorAsync(RunId run, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
