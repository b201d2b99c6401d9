using Microsoft.Data.Sqlite;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

/// <summary>What the migration to <c>trace_rows</c> computes of each stored event, as functions of its SQL.</summary>
internal static class TraceRowFunctions
{
    /// <summary>Makes them known to a connection, until it is closed.</summary>
    public static void AddTo(SqliteConnection connection)
    {
        var last = (Json: string.Empty, Row: default(TraceRow));
        connection.CreateFunction("row_at", (string at) => SqliteTime.TryFromText(at, out var instant) ? instant.ToUnixTimeMilliseconds() : 0);
        connection.CreateFunction("row_category", (string json) => (long)RowOf(json).Category);
        connection.CreateFunction("row_flags", (string json) => (long)RowOf(json).Flags);
        connection.CreateFunction("row_call", (string json) => (long)RowOf(json).Call);

        // Asked three times for each event.
        TraceRow RowOf(string json)
        {
            if (!string.Equals(json, last.Json, StringComparison.Ordinal))
            {
                last = (json, TraceRow.Of(0, new TraceEntry(0, default, TraceJson.Deserialize(json))));
            }

            return last.Row;
        }
    }
}
