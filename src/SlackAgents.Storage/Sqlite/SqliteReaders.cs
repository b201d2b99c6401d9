using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace SlackAgents.Storage.Sqlite;

/// <summary>A few connections that only read. With the write-ahead log they see the last commit and wait for nobody.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private const int Connections = 4;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly SemaphoreSlim _free = new(Connections);

    /// <summary>Runs <paramref name="work"/> in one read transaction, away from the caller's thread.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(work), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        _free.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> work)
    {
        var connection = _idle.TryTake(out var idle) ? idle : file.Open(readOnly: true);
        var healthy = false;
        try
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            var result = work(connection);
            transaction.Commit();
            healthy = true;
            return result;
        }
        finally
        {
            if (healthy)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }
}
