using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

/// <summary>Reads the rows of a timeline, thousands at a time.</summary>
internal static class SqliteTraceRows
{
    public static IReadOnlyList<TraceRow> Read(SqliteConnection connection, RunId run, long after, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT sequence, turn, at, category, flags, call FROM trace_rows
            WHERE run_id = @run AND sequence > @after ORDER BY sequence LIMIT @limit
            """;
        command.Parameters.AddWithValue("@run", run.Value);
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@limit", limit);
        using var reader = command.ExecuteReader();
        var rows = new List<TraceRow>();
        while (reader.Read())
        {
            rows.Add(new TraceRow(
                reader.GetInt64(0),
                reader.GetInt32(1),
                reader.GetInt64(2),
                (TraceCategory)reader.GetInt32(3),
                (TraceFlags)reader.GetInt32(4),
                (uint)reader.GetInt64(5)));
        }

        return rows;
    }
}
