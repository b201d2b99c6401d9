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

    private static List<Run> Find(SqliteConnection connection, RunListQuery query)
    {
        var words = query.Words?.Trim() is { Length: > 0 } text ? text : null;
        if (RunId.TryParse(words, out var id))
        {
            query = query with { Words = null };
            return Read(connection, query, ["id = @id"], new { id = id.Value.Value });
        }

        return words is null
            ? Read(connection, query, [], null)
            : Read(connection, query, ["(title LIKE @like ESCAPE '\\' OR repository LIKE @like ESCAPE '\\')"], new { like = $"%{Escaped(words)}%" });
    }

    private static List<Run> Read(SqliteConnection connection, RunListQuery query, List<string> conditions, object? more)
    {
        var parameters = new DynamicParameters(more);
        parameters.Add("limit", query.Limit);
        Where(query.States.Count > 0, "state IN @states", "states", query.States.Select(state => state.ToString()).ToList());
        Where(query.Person is not null, "requester_user = @user", "user", query.Person?.User);
        Where(query.Person is not null, "requester_team = @team", "team", query.Person?.Team);
        Where(query.Channel is not null, "channel = @channel", "channel", query.Channel);
        Where(query.Repository is not null, "repository = @repository", "repository", query.Repository?.ToString());
        Where(query.Before is not null, "(created_at, rowid) < (SELECT created_at, rowid FROM runs WHERE id = @before)", "before", query.Before?.Value);
        var where = conditions.Count == 0 ? string.Empty : $"WHERE {string.Join(" AND ", conditions)}";

        // The rows are found by an index first; only those of the page are read.
        var sql = $"SELECT document FROM runs WHERE rowid IN (SELECT rowid FROM runs {where} ORDER BY created_at DESC, rowid DESC LIMIT @limit) ORDER BY created_at DESC, rowid DESC";
        return [.. connection.Query<string>(sql, parameters).Select(Documents.ReadRun)];

        void Where(bool counts, string condition, string name, object? value)
        {
            if (counts)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
    }

    private static string Escaped(string words) =>
        words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
