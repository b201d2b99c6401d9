using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Tells live viewers that a run has more to read. It carries no events: a viewer reads them from the store by
/// sequence, so a slow one never holds up the writer, costs no memory, and misses nothing.
/// </summary>
internal sealed class TraceHub
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, HashSet<TraceSubscription>> _subscriptions = [];

    /// <summary>Starts to listen. The first wait returns at once, for what was stored before.</summary>
    public TraceSubscription Subscribe(RunId run)
    {
        var subscription = new TraceSubscription(this, run);
        lock (_gate)
        {
            if (!_subscriptions.TryGetValue(run, out var listeners))
            {
                _subscriptions.Add(run, listeners = []);
            }

            listeners.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Said after the commit: there is more to read. Never blocks.</summary>
    public void Publish(RunId run)
    {
        lock (_gate)
        {
            if (!_subscriptions.TryGetValue(run, out var listeners))
            {
                return;
            }

            // Under the lock, which is short: a signal sets a flag and at most queues a continuation.
            foreach (var listener in listeners)
            {
                listener.Signal();
            }
        }
    }

    internal void Remove(TraceSubscription subscription)
    {
        lock (_gate)
        {
            if (_subscriptions.TryGetValue(subscription.Run, out var listeners)
                && listeners.Remove(subscription)
                && listeners.Count == 0)
            {
                _subscriptions.Remove(subscription.Run);
            }
        }
    }
}
