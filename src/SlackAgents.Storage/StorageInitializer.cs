using SlackAgents.Core.Ids;
using SlackAgents.Storage.Sqlite;

namespace SlackAgents.Storage;

/// <summary>Makes the stores usable. Called once, before anything else of the host is started.</summary>
internal sealed class StorageInitializer(SqliteDatabase database, InstanceStore instances)
{
    /// <summary>
    /// Opens the database, brings it to this program's schema, and frees what a process that died had taken from the
    /// inbox and the outbox.
    /// </summary>
    /// <exception cref="StorageException">It cannot be opened, another process uses it, or a newer program wrote it.</exception>
    public async Task<InstanceId> InitializeAsync(CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        await Leases.ReleaseAllAsync(database, cancellationToken);
        return await instances.GetOrCreateAsync(cancellationToken);
    }
}
