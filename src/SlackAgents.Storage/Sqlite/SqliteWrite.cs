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

/// <inheritdoc/>
internal sealed class SqliteWrite<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) : SqliteWrite(cancellationToken)
{
    // Continuations must not run on the writer: they would hold up everybody else's writes.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T? _result;

    public Task<T> Done => _done.Task;

    public override void Run(SqliteConnection connection) => _result = work(connection);

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public override void Cancel() => _done.TrySetCanceled(CancellationToken);
}
