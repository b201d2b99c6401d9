using System.Collections.Concurrent;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>Deliveries that go on while the person who caused them does something else.</summary>
internal sealed class BackgroundWork : IDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Defects of the stand-in itself; a test may assert that there are none.</summary>
    public RecordLog<string> Unexpected { get; } = new();

    public CancellationToken Stopping => _stop.Token;

    public void Start(Func<CancellationToken, Task> work)
    {
        var task = Task.Run(() => GuardedAsync(work), CancellationToken.None);
        _running[task] = true;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Completes when all that was started so far has ended.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => Task.WhenAll(_running.Keys).WaitAsync(cancellationToken);

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private async Task GuardedAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops; what was under way is abandoned, as it is when a service goes down.
            return;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Unexpected.Add(failure.ToString());
        }
    }
}
