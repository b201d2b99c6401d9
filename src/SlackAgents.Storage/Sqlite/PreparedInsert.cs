using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SlackAgents.Storage.Sqlite;

/// <summary>
/// A statement that is prepared once and run for each of many rows, with its values bound by their places. Looking each
/// parameter up by its name, as the provider's commands do, costs more than the insert itself.
/// </summary>
internal sealed class PreparedInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="sql">One statement with parameters <c>?1</c>, <c>?2</c>, ….</param>
    public PreparedInsert(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <param name="place">From 1.</param>
    public void Bind(int place, long value) => SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_int64(_statement, place, value), _database);

    /// <inheritdoc cref="Bind(int, long)"/>
    public void Bind(int place, string? value) => SqliteException.ThrowExceptionForRC(
        value is null ? raw.sqlite3_bind_null(_statement, place) : raw.sqlite3_bind_text(_statement, place, value),
        _database);

    /// <summary>Runs it with what is bound, which stays bound.</summary>
    /// <returns>Whether a row was added.</returns>
    public bool Run()
    {
        var code = raw.sqlite3_step(_statement);
        if (code != raw.SQLITE_DONE)
        {
            // What the step found is asked of the database before the reset, which would say it again.
            try
            {
                SqliteException.ThrowExceptionForRC(code, _database);
            }
            finally
            {
                raw.sqlite3_reset(_statement);
            }
        }

        var added = raw.sqlite3_changes(_database) == 1;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(_statement), _database);
        return added;
    }

    public void Dispose() => _statement.Dispose();
}
