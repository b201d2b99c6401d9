using Microsoft.Data.Sqlite;

namespace SlackAgents.Storage.Sqlite;

/// <summary>A piece of work that waits for the writer.</summary>
internal abstract class SqliteWrite(CancellationToken cancellationToken)
{
    /// <summary>Nobody waits for it any more; checked once, before it is begun.</summary>
    public bool IsCancelled => CancellationToken.IsCancellationRequested;

    protected CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Does the work and keeps its result; nothing is told to the caller before it is committed.</summary>
    public abstract void Run(SqliteConnection connection);

    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}
