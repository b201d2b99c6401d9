namespace SlackAgents.Core.Repositories;

/// <summary>
/// A credential that lives as long as one operation. Printing it prints no secret; disposing it revokes it (best effort:
/// a failed revocation is logged by the host adapter, and the token dies by itself within the hour).
/// </summary>
internal sealed class RepositoryToken(string value, DateTimeOffset expiresAt, Func<ValueTask> revoke) : IAsyncDisposable
{
    private int _revoked;

    /// <summary>The secret. Of any length and shape.</summary>
    public string Value { get; } = value;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _revoked, 1) == 0 ? revoke() : ValueTask.CompletedTask;

    public override string ToString() => "token ***";
}
