using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The inserts of an event and of its row in the timeline, for all events of a batch.</summary>
internal sealed class TraceInsert : IDisposable
{
    private readonly PreparedInsert _event;
    private readonly PreparedInsert _row;

    public TraceInsert(SqliteConnection connection, RunId run)
    {
        _event = new PreparedInsert(
            connection,
            """
            INSERT INTO trace (run_id, sequence, turn, at, key, event, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (run_id, key) WHERE key IS NOT NULL DO NOTHING
            """);
        _event.Bind(1, run.Value);
        _row = new PreparedInsert(connection, "INSERT INTO trace_rows (run_id, sequence, turn, at, category, flags, call) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _row.Bind(1, run.Value);
    }

    /// <param name="row">Of the entry; it is given its sequence here.</param>
    /// <returns>False: the run has an event of this key already.</returns>
    public bool TryAdd(long sequence, TraceEntry entry, string json, TraceRow row)
    {
        _event.Bind(2, sequence);
        _event.Bind(3, entry.Turn);
        _event.Bind(4, SqliteTime.ToText(entry.At));
        _event.Bind(5, entry.Key);
        _event.Bind(6, json);
        _event.Bind(7, entry.Raw);
        if (!_event.Run())
        {
            return false;
        }

        _row.Bind(2, sequence);
        _row.Bind(3, row.Turn);
        _row.Bind(4, row.At);
        _row.Bind(5, (int)row.Category);
        _row.Bind(6, (int)row.Flags);
        _row.Bind(7, row.Call);
        return _row.Run();
    }

    public void Dispose()
    {
        _row.Dispose();
        _event.Dispose();
    }
}
