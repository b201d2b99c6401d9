using Microsoft.Data.Sqlite;

namespace SlackAgents.Storage.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteWriteOf<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) : SqliteWrite(cancellationToken)
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
