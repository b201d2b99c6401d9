using System.Collections.Concurrent;
using System.Threading.Channels;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>The run's side of the gateway, with events that can be awaited.</summary>
internal sealed class RecordingObserver : IGatewayObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<TraceEvent> _events = new();
    private readonly Channel<bool> _news = Channel.CreateUnbounded<bool>();

    public string? Refusal { get; set; }

    public IReadOnlyList<TraceEvent> Events => [.. _events];

    public string? RefuseModelCall() => Refusal;

    public void Observe(TraceEvent what)
    {
        _events.Enqueue(what);
        _news.Writer.TryWrite(true);
    }

    public async Task<T> WaitForAsync<T>(Func<T, bool> predicate)
        where T : TraceEvent
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_events.OfType<T>().FirstOrDefault(predicate) is { } found)
            {
                return found;
            }

            try
            {
                await _news.Reader.ReadAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"no such {typeof(T).Name} came; there were: {string.Join("; ", _events)}");
            }
        }
    }

    public Task<T> WaitForAsync<T>()
        where T : TraceEvent => WaitForAsync<T>(_ => true);
}
