using System.Globalization;
using System.Text;

namespace SlackAgents.Storage.Sqlite;

/// <summary>
/// Held for as long as a process uses the database. Two hosts on one data directory would handle each run twice, and
/// one could not know that the other's leases are alive. The kernel lets go of it when the process is killed.
/// </summary>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _file;

    private SqliteFileLock(FileStream file) => _file = file;

    /// <exception cref="StorageException">Another process holds it.</exception>
    public static SqliteFileLock Take(SqliteFile database)
    {
        var path = database.Path + ".lock";
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StorageException($"Another SlackAgents process uses {database.Path}. Stop it first, or set DataDirectory to another folder.", exception);
        }

        // For the operator who wonders which process that is.
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new SqliteFileLock(file);
    }

    public void Dispose() => _file.Dispose();
}
