using System.Diagnostics;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SlackAgents.Storage.Sqlite;

/// <summary>
/// The one connection that writes. Work is queued and done in order on a task of its own, so no caller's thread waits
/// for the disk. What is queued at the same moment shares one commit, and with it one flush to the disk; each piece has
/// its own savepoint, so one that fails takes nothing else with it. A caller hears of its work after the commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int QueueLength = 1024;

    /// <summary>Pieces of work in one commit, so that the first does not wait long for the last.</summary>
    private const int MaxGroup = 128;

    private static readonly TimeSpan MaxGroupTime = TimeSpan.FromMilliseconds(20);

    private readonly SqliteConnection _connection;
    private readonly Channel<SqliteWrite> _queue;
    private readonly Task _loop;

    private SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _queue = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Starts writing through <paramref name="connection"/>, which it owns from now on.</summary>
    public static SqliteWriter Start(SqliteConnection connection) => new(connection);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction of its own. It returns after the commit is on the disk; when
    /// <paramref name="work"/> throws, nothing of it is kept. Cancellation counts until the work is begun.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        var write = new SqliteWriteOf<T>(work, cancellationToken);
        await _queue.Writer.WriteAsync(write, cancellationToken);
        return await write.Done;
    }

    /// <summary>Does what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            await RunGroupsAsync();
        }
        catch (Exception exception)
        {
            // Nothing may wait for a writer that is gone.
            _queue.Writer.TryComplete(exception);
            while (_queue.Reader.TryRead(out var write))
            {
                write.Fail(exception);
            }

            throw;
        }
    }

    private async Task RunGroupsAsync()
    {
        var group = new List<SqliteWrite>(MaxGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            CommitGroup(group);
        }
    }

    private void CommitGroup(List<SqliteWrite> group)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            RunGroup(group);
            _connection.Execute("COMMIT");
            group.ForEach(write => write.Complete());
        }
        catch (SqliteException exception)
        {
            Abort(group, exception);
        }
    }

    private void RunGroup(List<SqliteWrite> group)
    {
        var begun = Stopwatch.GetTimestamp();
        while (group.Count < MaxGroup && Stopwatch.GetElapsedTime(begun) < MaxGroupTime && _queue.Reader.TryRead(out var write))
        {
            if (write.IsCancelled)
            {
                write.Cancel();
                continue;
            }

            if (RunOne(write, group))
            {
                group.Add(write);
            }
        }
    }

    /// <returns>Whether the work is to be committed with the group.</returns>
    private bool RunOne(SqliteWrite write, List<SqliteWrite> group)
    {
        _connection.Execute("SAVEPOINT piece");
        Exception? failure = null;
        try
        {
            write.Run(_connection);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        try
        {
            _connection.Execute(failure is null ? "RELEASE piece" : "ROLLBACK TO piece; RELEASE piece");
        }
        catch (SqliteException)
        {
            // A full disk or an I/O error has rolled the whole transaction back already; the group fails with this piece.
            group.Add(write);
            throw;
        }

        if (failure is not null)
        {
            write.Fail(failure);
        }

        return failure is null;
    }

    private void Abort(List<SqliteWrite> group, SqliteException exception)
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back itself after a full disk or an I/O error and says "no transaction is active". If a
            // transaction were left open all the same, the next BEGIN would fail, and its callers would hear of it.
        }

        // BEGIN failed: nothing was taken from the queue yet, and somebody has to hear of it, else this turns for ever.
        if (group.Count == 0 && _queue.Reader.TryRead(out var first))
        {
            group.Add(first);
        }

        group.ForEach(write => write.Fail(new StorageException($"The database refused to store: {exception.Message}", exception)));
    }
}
