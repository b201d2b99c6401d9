using Microsoft.Data.Sqlite;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The database file: where it is, who may read it, how a connection to it is set up.</summary>
internal sealed class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _connectionString;

    private SqliteFile(string connectionString, string path)
    {
        _connectionString = connectionString;
        Path = path;
    }

    public string Path { get; }

    public static SqliteFile From(StorageOptions options)
    {
        var builder = string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = System.IO.Path.Combine(options.DataDirectory, "slackagents.db") }
            : new SqliteConnectionStringBuilder(options.ConnectionString);
        var path = System.IO.Path.GetFullPath(builder.DataSource);
        builder.DataSource = path;

        // Connections are kept open by SqliteWriter and SqliteReaders; a second pool would only hold the file after Dispose.
        builder.Pooling = false;
        builder.DefaultTimeout = 30;
        return new SqliteFile(builder.ToString(), path);
    }

    /// <summary>
    /// Makes the file when it is missing, readable by its owner only: it holds what people asked for and the key that
    /// signs trace links. SQLite gives the -wal and -shm files the same mode.
    /// </summary>
    public void CreateIfMissing()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = OwnerOnly };
        using var file = new FileStream(Path, options);
    }

    /// <summary>
    /// A new connection. Write-ahead log, so that readers never wait for the writer; synchronous=FULL, so that what was
    /// committed survives a power cut as well (sqlite.org/pragma.html#pragma_synchronous: NORMAL may lose commits in WAL).
    /// </summary>
    public SqliteConnection Open(bool readOnly)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                PRAGMA busy_timeout = 10000;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA journal_size_limit = 67108864;
                """ + (readOnly ? "PRAGMA query_only = ON;" : string.Empty);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
