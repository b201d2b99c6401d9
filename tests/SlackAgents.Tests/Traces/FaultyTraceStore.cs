using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Traces;

/// <summary>The real store behind a door that a test can close: a disk that is full for a while.</summary>
internal sealed class FaultyTraceStore(ITraceStore real) : ITraceStore
{
    private volatile bool _broken;
    private int _attempts;
    private int _appends;

    public bool Broken
    {
        get => _broken;
        set => _broken = value;
    }

    public int FailedAttempts => _attempts;

    public int Appends => _appends;

    public async Task<IReadOnlyList<TraceRecord>> AppendAsync(RunId run, IReadOnlyList<TraceEntry> entries, string? cursor, CancellationToken cancellationToken)
    {
        if (Broken)
        {
            Interlocked.Increment(ref _attempts);
            throw new IOException("disk full");
        }

        Interlocked.Increment(ref _appends);
        return await real.AppendAsync(run, entries, cursor, cancellationToken);
    }

    public Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, long after, int limit, CancellationToken cancellationToken) =>
        real.ReadAsync(run, after, limit, cancellationToken);

    public Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        real.ReadAsync(run, sequences, cancellationToken);

    public Task<IReadOnlyList<TraceRow>> ReadRowsAsync(RunId run, long after, int limit, CancellationToken cancellationToken) =>
        real.ReadRowsAsync(run, after, limit, cancellationToken);

    public Task<TraceSearchPage> SearchAsync(RunId run, TraceQuery query, long after, int limit, CancellationToken cancellationToken) =>
        real.SearchAsync(run, query, after, limit, cancellationToken);

    public Task<long> GetLastSequenceAsync(RunId run, CancellationToken cancellationToken) => real.GetLastSequenceAsync(run, cancellationToken);

    public Task<string?> GetCursorAsync(RunId run, CancellationToken cancellationToken) => real.GetCursorAsync(run, cancellationToken);
}
