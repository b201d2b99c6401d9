using System.Collections.Concurrent;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Pacing;

/// <summary>
/// Keeps inside Slack's limits instead of finding them (docs.slack.dev/apis/web-api/rate-limits): about one post a
/// second in each channel, and one budget of <c>chat.update</c> for all runs of the workspace.
/// </summary>
internal sealed class ReplyPacer(TimeProvider timeProvider) : IDisposable
{
    /// <summary>Tier 3 gives 50 a minute; the rest is left for other hosts and for luck.</summary>
    public const int UpdatesPerMinute = 45;

    private const int PostBurst = 3;
    private const int UpdateBurst = 10;
    private const int ChannelsBeforeSweep = 500;

    private readonly ConcurrentDictionary<string, TokenBucket> _posts = new(StringComparer.Ordinal);
    private readonly TokenBucket _updates = new(UpdateBurst, TimeSpan.FromMinutes(1) / UpdatesPerMinute, timeProvider);

    public Task WaitForPostAsync(string channel, OutboxPriority priority, CancellationToken cancellationToken)
    {
        Sweep();
        var bucket = _posts.GetOrAdd(channel, _ => new TokenBucket(PostBurst, TimeSpan.FromSeconds(1), timeProvider));
        return bucket.AcquireAsync(priority, cancellationToken);
    }

    public Task WaitForUpdateAsync(OutboxPriority priority, CancellationToken cancellationToken) =>
        _updates.AcquireAsync(priority, cancellationToken);

    public void Dispose()
    {
        _updates.Dispose();
        foreach (var bucket in _posts.Values)
        {
            bucket.Dispose();
        }
    }

    /// <summary>A bucket dropped between look-up and use only gives one burst more: harmless.</summary>
    private void Sweep()
    {
        if (_posts.Count <= ChannelsBeforeSweep)
        {
            return;
        }

        foreach (var channel in _posts.Where(entry => entry.Value.IsIdle).Select(entry => entry.Key).ToList())
        {
            _posts.TryRemove(channel, out _);
        }
    }
}
