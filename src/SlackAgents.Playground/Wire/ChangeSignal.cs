namespace SlackAgents.Playground.Wire;

/// <summary>Wakes everybody who waits for "something changed". A waiter takes <see cref="Next"/> before it looks, so no change is missed.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Waits until <paramref name="probe"/> yields something.</summary>
    /// <exception cref="TimeoutException">Nothing came within <paramref name="timeout"/>; the message says what was there instead.</exception>
    public async Task<T> UntilAsync<T>(Func<T?> probe, TimeSpan timeout, Func<string> describe, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (true)
        {
            var changed = Next;
            if (probe() is { } found)
            {
                return found;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException expired) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Nothing matched within {timeout.TotalSeconds:0.#} s. {describe()}", expired);
            }
        }
    }
}
