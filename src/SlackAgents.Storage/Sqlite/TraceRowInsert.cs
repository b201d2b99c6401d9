using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The prepared insert of the timeline's rows.</summary>
internal sealed class TraceRowInsert : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _sequence;
    private readonly SqliteParameter _turn;
    private readonly SqliteParameter _at;
    private readonly SqliteParameter _category;
    private readonly SqliteParameter _flags;
    private readonly SqliteParameter _call;

    public TraceRowInsert(SqliteConnection connection, RunId run)
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            "INSERT INTO trace_rows (run_id, sequence, turn, at, category, flags, call) VALUES (@run, @sequence, @turn, @at, @category, @flags, @call)";
        _command.Parameters.AddWithValue("@run", run.Value);
        _sequence = _command.Parameters.Add("@sequence", SqliteType.Integer);
        _turn = _command.Parameters.Add("@turn", SqliteType.Integer);
        _at = _command.Parameters.Add("@at", SqliteType.Integer);
        _category = _command.Parameters.Add("@category", SqliteType.Integer);
        _flags = _command.Parameters.Add("@flags", SqliteType.Integer);
        _call = _command.Parameters.Add("@call", SqliteType.Integer);
    }

    public void Add(TraceRow row)
    {
        _sequence.Value = row.Sequence;
        _turn.Value = row.Turn;
        _at.Value = row.At;
        _category.Value = (int)row.Category;
        _flags.Value = (int)row.Flags;
        _call.Value = (long)row.Call;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
