using System.Collections.Concurrent;

namespace SlackAgents.Core.Replies;

/// <summary>Kinds of messages that share one limit of Slack's, so that what waits for another limit does not hold them up.</summary>
/// <param name="atOnce">Messages under way at the same time.</param>
internal sealed class OutboxWay(int atOnce, params OutboxKind[] kinds)
{
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal); // by lane

    public IReadOnlyCollection<OutboxKind> Kinds => kinds;

    public int Free => Math.Max(0, atOnce - _underWay.Count);

    public IReadOnlyCollection<string> Busy => [.. _underWay.Keys];

    public Task All => Task.WhenAll(_underWay.Values);

    /// <param name="send">Does not throw.</param>
    public void Start(OutboxEntry entry, Func<OutboxEntry, Task> send)
    {
        var lane = OutboxLane.Of(entry.Message);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[lane] = done.Task;
        _ = SendAsync();

        async Task SendAsync()
        {
            await Task.Yield();
            try
            {
                await send(entry);
            }
            finally
            {
                _underWay.TryRemove(lane, out _);
                done.SetResult();
            }
        }
    }
}
