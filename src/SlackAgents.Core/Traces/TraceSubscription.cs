using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>
/// One viewer's ear at the <see cref="TraceHub"/>. Loop: wait, then read from the store until nothing is left. A signal
/// that comes while the viewer reads is kept, and many of them are one.
/// </summary>
internal sealed class TraceSubscription(TraceHub hub, RunId run) : IDisposable
{
    // At most one permit: "there is more". It starts with one, for what is in the store already.
    private readonly SemaphoreSlim _more = new(1, 1);

    public RunId Run { get; } = run;

    /// <summary>Returns when there may be more to read. One caller at a time.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _more.WaitAsync(cancellationToken);

    /// <summary>Stops listening. A wait that is under way ends by its own token.</summary>
    public void Dispose() => hub.Remove(this);

    /// <summary>Called by the hub under its lock, so no two signals meet and the count cannot go above one.</summary>
    internal void Signal()
    {
        if (_more.CurrentCount == 0)
        {
            _more.Release();
        }
    }
}
