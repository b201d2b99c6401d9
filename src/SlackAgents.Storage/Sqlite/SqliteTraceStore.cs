using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

internal sealed class SqliteTraceStore(SqliteDatabase database) : ITraceStore
{
    public Task<IReadOnlyList<TraceRecord>> AppendAsync(
        RunId run,
        IReadOnlyList<TraceEntry> entries,
        string? cursor,
        CancellationToken cancellationToken)
    {
        // Serialised here, so that the writer only writes.
        var stored = entries.Select(entry => (TraceJson.Serialize(entry.Event), TraceRow.Of(0, entry))).ToList();
        return database.WriteAsync<IReadOnlyList<TraceRecord>>(connection => Append(connection, run, entries, stored, cursor), cancellationToken);
    }

    public Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyList<TraceRecord> (connection) =>
                [.. connection.Query<Row>(
                    """
                    SELECT sequence, turn, at, event, raw FROM trace
                    WHERE run_id = @run AND sequence > @after ORDER BY sequence LIMIT @limit
                    """,
                    new { run = run.Value, after, limit }).Select(row => row.ToRecord(run))],
            cancellationToken);

    public Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyList<TraceRecord> (connection) =>
                [.. connection.Query<Row>(
                    """
                    SELECT sequence, turn, at, event FROM trace
                    WHERE run_id = @run AND sequence IN (SELECT value FROM json_each(@sequences)) ORDER BY sequence
                    """,
                    new { run = run.Value, sequences = $"[{string.Join(',', sequences)}]" }).Select(row => row.ToRecord(run))],
            cancellationToken);

    public Task<IReadOnlyList<TraceRow>> ReadRowsAsync(RunId run, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteTraceRows.Read(connection, run, after, limit), cancellationToken);

    public Task<TraceSearchPage> SearchAsync(RunId run, TraceQuery query, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteTraceSearch.Search(connection, run, query, after, limit, cancellationToken), cancellationToken);

    public Task<long> GetLastSequenceAsync(RunId run, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => LastSequence(connection, run), cancellationToken);

    public Task<string?> GetCursorAsync(RunId run, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefault<string?>("SELECT cursor FROM trace_heads WHERE run_id = @run", new { run = run.Value }),
            cancellationToken);

    private static List<TraceRecord> Append(
        SqliteConnection connection,
        RunId run,
        IReadOnlyList<TraceEntry> entries,
        List<(string Json, TraceRow Row)> stored,
        string? cursor)
    {
        var last = LastSequence(connection, run);
        var added = new List<TraceRecord>(entries.Count);
        using var insert = new TraceInsert(connection, run);
        for (var index = 0; index < entries.Count; index++)
        {
            if (insert.TryAdd(last + 1, entries[index], stored[index].Json, stored[index].Row))
            {
                last++;
                added.Add(new TraceRecord(run, last, entries[index].Turn, entries[index].At, entries[index].Event, entries[index].Raw));
            }
        }

        connection.Execute(
            """
            INSERT INTO trace_heads (run_id, last_sequence, cursor) VALUES (@run, @last, @cursor)
            ON CONFLICT (run_id) DO UPDATE SET last_sequence = excluded.last_sequence, cursor = coalesce(excluded.cursor, cursor)
            """,
            new { run = run.Value, last, cursor });
        return added;
    }

    private static long LastSequence(SqliteConnection connection, RunId run) =>
        connection.QuerySingleOrDefault<long>("SELECT last_sequence FROM trace_heads WHERE run_id = @run", new { run = run.Value });

    private sealed record Row(long Sequence, long Turn, string At, string Event, string? Raw)
    {
        /// <summary>Of a query that leaves the line out.</summary>
        public Row(long sequence, long turn, string at, string @event)
            : this(sequence, turn, at, @event, null)
        {
        }

        public TraceRecord ToRecord(RunId run) =>
            new(run, Sequence, (int)Turn, SqliteTime.FromText(At), TraceJson.Deserialize(Event), Raw);
    }
}
