using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The prepared inserts for all events of a batch: preparing them each time would cost more than the inserts.</summary>
internal sealed class TraceInsert : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _sequence;
    private readonly SqliteParameter _turn;
    private readonly SqliteParameter _at;
    private readonly SqliteParameter _key;
    private readonly SqliteParameter _event;
    private readonly SqliteParameter _raw;
    private readonly TraceRowInsert _row;

    public TraceInsert(SqliteConnection connection, RunId run)
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            """
            INSERT INTO trace (run_id, sequence, turn, at, key, event, raw)
            VALUES (@run, @sequence, @turn, @at, @key, @event, @raw)
            ON CONFLICT (run_id, key) WHERE key IS NOT NULL DO NOTHING
            """;
        _command.Parameters.AddWithValue("@run", run.Value);
        _sequence = _command.Parameters.Add("@sequence", SqliteType.Integer);
        _turn = _command.Parameters.Add("@turn", SqliteType.Integer);
        _at = _command.Parameters.Add("@at", SqliteType.Text);
        _key = _command.Parameters.Add("@key", SqliteType.Text);
        _event = _command.Parameters.Add("@event", SqliteType.Text);
        _raw = _command.Parameters.Add("@raw", SqliteType.Text);
        _row = new TraceRowInsert(connection, run);
    }

    /// <param name="row">Of the entry; it is given its sequence here.</param>
    /// <returns>False: the run has an event of this key already.</returns>
    public bool TryAdd(long sequence, TraceEntry entry, string json, TraceRow row)
    {
        _sequence.Value = sequence;
        _turn.Value = entry.Turn;
        _at.Value = SqliteTime.ToText(entry.At);
        _key.Value = entry.Key ?? (object)DBNull.Value;
        _event.Value = json;
        _raw.Value = entry.Raw ?? (object)DBNull.Value;
        if (_command.ExecuteNonQuery() != 1)
        {
            return false;
        }

        _row.Add(row with { Sequence = sequence });
        return true;
    }

    public void Dispose()
    {
        _row.Dispose();
        _command.Dispose();
    }
}
