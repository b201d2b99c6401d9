using Dapper;

namespace SlackAgents.Storage.Sqlite;

/// <summary>
/// What was taken from the inbox or the outbox is out of sight until it is given back or its lease ends. The end is for
/// work that hangs; what a killed process had taken is free again as soon as the next one starts.
/// </summary>
internal static class Leases
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    /// <summary>Frees everything. Right only at the start, under the file's lock: then no live process holds a lease.</summary>
    public static Task ReleaseAllAsync(SqliteDatabase database, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE inbox SET leased_until = NULL WHERE leased_until IS NOT NULL;
                UPDATE outbox SET leased_until = NULL WHERE leased_until IS NOT NULL;
                """),
            cancellationToken);
}
