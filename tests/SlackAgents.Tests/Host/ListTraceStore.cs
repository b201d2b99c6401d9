using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

/// <summary>A trace in memory, for what reads traces.</summary>
internal sealed class ListTraceStore : ITraceStore
{
    private readonly Lock _gate = new();
    private readonly List<TraceRecord> _records = [];

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

    public Task<IReadOnlyList<TraceRecord>> AppendAsync(RunId run, IReadOnlyList<TraceEntry> entries, string? cursor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, long after, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TraceRecord>>([.. _records.Where(record => record.RunId == run && record.Sequence > after).Take(limit)]);
        }
    }

    public Task<string?> GetCursorAsync(RunId run, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
