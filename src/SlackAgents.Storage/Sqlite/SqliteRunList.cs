using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;
using SlackAgents.Storage.Json;

namespace SlackAgents.Storage.Sqlite;

/// <summary>Every question is answered along an index by the time of creation, so that the first page of the longest list costs what a short one does.</summary>
internal sealed class SqliteRunList(SqliteDatabase database) : IRunList
{
    public Task<IReadOnlyList<Run>> FindAsync(RunListQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(IReadOnlyList<Run> (connection) => Find(connection, query), cancellationToken);

    public Task<IReadOnlyList<DayCost>> GetCostsAsync(DateOnly from, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunCostRows.Since(connection, from, limit), cancellationToken);

    /// <summary>The question as SQL.</summary>
    internal static (string Sql, DynamicParameters Parameters) Compose(RunListQuery query)
    {
        var conditions = new List<string>();
        var parameters = new DynamicParameters();
        parameters.Add("limit", query.Limit);
        Where(query.States.Count > 0, "state IN @states", "states", query.States.Select(state => state.ToString()).ToList());
        Where(query.Person is not null, "requester_user = @user", "user", query.Person?.User);
        Where(query.Person is not null, "requester_team = @team", "team", query.Person?.Team);
        Where(query.Channel is not null, "channel = @channel", "channel", query.Channel);
        Where(query.Repository is not null, "repository = @repository", "repository", query.Repository?.ToString());
        Where(query.Before is not null, "(created_at, rowid) < (SELECT created_at, rowid FROM runs WHERE id = @before)", "before", query.Before?.Value);
        var words = query.Words?.Trim() ?? string.Empty;
        var isId = RunId.TryParse(words, out var id);
        Where(isId, "id = @id", "id", id?.Value);
        Where(!isId && words.Length > 0, "(title LIKE @like ESCAPE '\\' OR repository LIKE @like ESCAPE '\\')", "like", $"%{Escaped(words)}%");
        var where = conditions.Count == 0 ? string.Empty : $"WHERE {string.Join(" AND ", conditions)}";

        // Words are read in their index, in which the planner does not see the use: the documents that they stand in are long.
        var index = !isId && words.Length > 0 ? "INDEXED BY runs_words" : string.Empty;

        // The rows are found by an index first; only the documents of the page are read.
        return (
            $"SELECT document FROM runs WHERE rowid IN (SELECT rowid FROM runs {index} {where} ORDER BY created_at DESC, rowid DESC LIMIT @limit) ORDER BY created_at DESC, rowid DESC",
            parameters);

        void Where(bool counts, string condition, string name, object? value)
        {
            if (counts)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
    }

    private static List<Run> Find(SqliteConnection connection, RunListQuery query)
    {
        var (sql, parameters) = Compose(query);
        return [.. connection.Query<string>(sql, parameters).Select(Documents.ReadRun)];
    }

    private static string Escaped(string words) =>
        words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
