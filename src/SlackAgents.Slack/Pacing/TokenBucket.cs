using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Pacing;

/// <summary>
/// Lets calls through at a steady rate after a small burst. Who waits goes by priority, then by order of coming. All
/// fields are guarded by the lock; waiters are released outside of it.
/// </summary>
internal sealed class TokenBucket : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Priority, long Order)> _waiters = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly int _capacity;
    private readonly TimeSpan _interval;
    private readonly Func<OutboxPriority, int> _reserve;
    private double _tokens;
    private long _refilledAt;
    private long _order;

    /// <param name="capacity">Size of the burst.</param>
    /// <param name="interval">Time in which one more call becomes possible.</param>
    /// <param name="reserve">Calls that a priority leaves for higher ones; less for a higher priority. Null: none.</param>
    public TokenBucket(int capacity, TimeSpan interval, TimeProvider timeProvider, Func<OutboxPriority, int>? reserve = null)
    {
        _reserve = reserve ?? (static _ => 0);
        (_capacity, _interval, _timeProvider, _tokens) = (capacity, interval, timeProvider, capacity);
        _refilledAt = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static bucket => ((TokenBucket)bucket!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Nobody waits and the burst is whole again: the bucket can be forgotten.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                Refill();
                return _waiters.Count == 0 && _tokens >= _capacity;
            }
        }
    }

    /// <summary>Returns when the call may be made.</summary>
    public async Task AcquireAsync(OutboxPriority priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            Refill();
            if (_tokens >= Needed(priority) && (_waiters.Count == 0 || Next() < priority))
            {
                _tokens--;
                return;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter, (-(int)priority, _order++));
            Schedule();
        }

        await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        await waiter.Task;
    }

    public void Dispose() => _timer.Dispose();

    private void Release()
    {
        lock (_lock)
        {
            Refill();
            while (_waiters.Count > 0 && _tokens >= Needed(Next()) && _waiters.TryDequeue(out var waiter, out _))
            {
                // Whoever gave up waiting takes no token along.
                if (waiter.TrySetResult())
                {
                    _tokens--;
                }
            }

            if (_waiters.Count > 0)
            {
                Schedule();
            }
        }
    }

    private void Refill()
    {
        var now = _timeProvider.GetTimestamp();
        _tokens = Math.Min(_capacity, _tokens + (_timeProvider.GetElapsedTime(_refilledAt, now) / _interval));
        _refilledAt = now;
    }

    private OutboxPriority Next() => _waiters.TryPeek(out _, out var order) ? (OutboxPriority)(-order.Priority) : OutboxPriority.Low;

    private int Needed(OutboxPriority priority) => 1 + _reserve(priority);

    private void Schedule()
    {
        // One millisecond more than needed, so that rounding never wakes it for nothing.
        var missing = _interval * Math.Max(0, Needed(Next()) - _tokens) + TimeSpan.FromMilliseconds(1);
        _timer.Change(missing, Timeout.InfiniteTimeSpan);
    }
}
