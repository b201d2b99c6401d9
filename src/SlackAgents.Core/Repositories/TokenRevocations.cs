using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// Revokes tokens without making a run wait for it. Every revocation is tracked, and the ones on the way are awaited
/// when the host shuts down: a token is never left alive because somebody was in a hurry.
/// </summary>
internal sealed partial class TokenRevocations(ILogger<TokenRevocations> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>Begins to revoke. Returns at once.</summary>
    public void Begin(RepositoryToken token)
    {
        var revocation = RevokeAsync(token);
        if (_running.TryAdd(revocation, 0))
        {
            // Runs at once when the revocation has ended already, so nothing stays behind.
            _ = revocation.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Ends when nothing is on the way any more. The adapter bounds each revocation in time.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await DrainAsync(CancellationToken.None);

    private async Task RevokeAsync(RepositoryToken token)
    {
        await Task.Yield();
        try
        {
            await token.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nobody awaits this; the token dies by itself within the hour.
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A repository token could not be revoked; it expires by itself")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
