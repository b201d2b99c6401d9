using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Storage.Sqlite;

/// <summary>
/// Looks through a run's events, oldest first. A piece of the search is bounded by what it looks at, not by what it finds,
/// so that it never holds one of the few connections for long.
/// </summary>
internal static class SqliteTraceSearch
{
    /// <summary>Events that one piece of a search looks at.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>Characters of their JSON that one piece looks at; the event that goes beyond is the last.</summary>
    public const long MaxCharacters = 8 * 1024 * 1024;

    public static TraceSearchPage Search(SqliteConnection connection, RunId run, TraceQuery query, long after, int limit, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, event FROM trace WHERE run_id = @run AND sequence > @after ORDER BY sequence";
        command.Parameters.AddWithValue("@run", run.Value);
        command.Parameters.AddWithValue("@after", after);
        using var reader = command.ExecuteReader();
        var found = new List<long>();
        var (last, events, characters) = (after, 0, 0L);
        while (reader.Read())
        {
            if (events == MaxEvents || characters >= MaxCharacters || found.Count == limit || cancellationToken.IsCancellationRequested)
            {
                return new TraceSearchPage(found, last, More: true);
            }

            last = reader.GetInt64(0);
            var json = reader.GetString(1);
            events++;
            characters += json.Length;
            if (query.Matches(json))
            {
                found.Add(last);
            }
        }

        return new TraceSearchPage(found, last, More: false);
    }
}
