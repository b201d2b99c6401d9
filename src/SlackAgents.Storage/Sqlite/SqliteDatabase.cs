using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The database: one writer, a few readers. Not usable before <see cref="OpenAsync"/>.</summary>
internal sealed partial class SqliteDatabase(IOptions<StorageOptions> options, TimeProvider time, ILogger<SqliteDatabase> logger) : IAsyncDisposable
{
    private SqliteFileLock? _lock;
    private SqliteWriter? _writer;
    private SqliteReaders? _readers;

    /// <summary>Opens or makes the file, takes its lock, and brings the schema up to date.</summary>
    /// <exception cref="StorageException">It cannot be opened, another process uses it, or a newer program wrote it.</exception>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    /// <inheritdoc cref="SqliteWriter.WriteAsync{T}"/>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) =>
        (_writer ?? throw NotOpen()).WriteAsync(work, cancellationToken);

    /// <inheritdoc cref="SqliteReaders.ReadAsync{T}"/>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) =>
        (_readers ?? throw NotOpen()).ReadAsync(work, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Readers first: the last connection to close folds the write-ahead log back into the file.
        Interlocked.Exchange(ref _readers, null)?.Dispose();
        if (Interlocked.Exchange(ref _writer, null) is { } writer)
        {
            await writer.DisposeAsync();
        }

        Interlocked.Exchange(ref _lock, null)?.Dispose();
    }

    private static InvalidOperationException NotOpen() =>
        new("The database is not open: StorageInitializer.InitializeAsync has not run, or it was disposed.");

    private void Open()
    {
        if (_writer is not null)
        {
            return;
        }

        var file = SqliteFile.From(options.Value);
        try
        {
            file.CreateIfMissing();
            _lock = SqliteFileLock.Take(file);
            _writer = SqliteWriter.Start(Migrated(file));
            _readers = new SqliteReaders(file);
            Log.Opened(logger, file.Path, SqliteMigration.All[^1].Version);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            _lock?.Dispose();
            _lock = null;
            throw new StorageException($"The database {file.Path} cannot be opened: {exception.Message} Check that the folder exists, is writable for this user, and has room.", exception);
        }
        catch (StorageException)
        {
            _lock?.Dispose();
            _lock = null;
            throw;
        }
    }

    private SqliteConnection Migrated(SqliteFile file)
    {
        var connection = file.Open(readOnly: false);
        try
        {
            TraceRowFunctions.AddTo(connection);
            foreach (var migration in new SqliteMigrator(time).Migrate(connection, SqliteMigration.All))
            {
                Log.Migrated(logger, migration.Version, migration.Name);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The database {Path} is open at schema {Version}.")]
        public static partial void Opened(ILogger logger, string path, int version);

        [LoggerMessage(2, LogLevel.Information, "Schema {Version} ({Name}) was applied.")]
        public static partial void Migrated(ILogger logger, int version, string name);
    }
}
