using Dapper;
using Microsoft.Data.Sqlite;

namespace SlackAgents.Storage.Sqlite;

/// <summary>Brings a database to the schema of this program, one transaction for each step.</summary>
internal sealed class SqliteMigrator(TimeProvider time)
{
    /// <returns>The steps that were applied now.</returns>
    /// <exception cref="StorageException">A newer program wrote the database.</exception>
    public IReadOnlyList<SqliteMigration> Migrate(SqliteConnection connection, IReadOnlyList<SqliteMigration> known)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)");
        var current = connection.QuerySingle<int>("SELECT coalesce(max(version), 0) FROM schema_version");
        var latest = known.Count == 0 ? 0 : known[^1].Version;
        if (current > latest)
        {
            throw new StorageException(
                $"The database {connection.DataSource} was written by a newer SlackAgents (schema {current}, this program knows {latest}). "
                + "Start that version again, or put back the copy from before the upgrade.");
        }

        var pending = known.Where(migration => migration.Version > current).ToList();
        pending.ForEach(migration => Apply(connection, migration));
        return pending;
    }

    private void Apply(SqliteConnection connection, SqliteMigration migration)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(migration.Sql, transaction: transaction);
        connection.Execute(
            "INSERT INTO schema_version (version, name, applied_at) VALUES (@Version, @Name, @AppliedAt)",
            new { migration.Version, migration.Name, AppliedAt = SqliteTime.ToText(time.GetUtcNow()) },
            transaction);
        transaction.Commit();
    }
}
