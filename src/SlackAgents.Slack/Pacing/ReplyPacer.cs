using System.Collections.Concurrent;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Pacing;

/// <summary>
/// Keeps inside Slack's limits instead of finding them (docs.slack.dev/apis/web-api/rate-limits): about one post a
/// second in each channel, several hundred a minute in all of them, and one budget per method for everything else. A
/// bucket's burst and its rate together stay under what Slack gives in any minute.
/// </summary>
internal sealed class ReplyPacer(TimeProvider timeProvider) : IDisposable
{
    /// <summary>Of Tier 3's 50 calls a minute: what comes steadily. The burst takes the rest.</summary>
    public const int UpdatesPerMinute = 40;

    private const int PostBurst = 3;
    private const int ChannelsBeforeSweep = 500;

    private readonly ConcurrentDictionary<string, TokenBucket> _posts = new(StringComparer.Ordinal);
    private readonly EditTurns _edits = new();

    // Progress leaves room for what is news, news for the end of a turn, and that for the sign that a stop was heard.
    private readonly TokenBucket _updates = PerMinute(10, UpdatesPerMinute, timeProvider, priority => priority switch
    {
        OutboxPriority.Low => 6,
        OutboxPriority.Normal => 5,
        OutboxPriority.Terminal => 4,
        _ => 0,
    });

    private readonly TokenBucket _allPosts = PerMinute(100, 200, timeProvider, priority => priority == OutboxPriority.Low ? 20 : 0);
    private readonly TokenBucket _ephemerals = PerMinute(20, 80, timeProvider);
    private readonly TokenBucket _reactions = PerMinute(10, 40, timeProvider);
    private readonly TokenBucket _removals = PerMinute(4, 16, timeProvider);
    private readonly TokenBucket _sessions = PerMinute(8, 40, timeProvider);
    private readonly TokenBucket _catchingUp = PerMinute(8, 30, timeProvider);

    public async Task WaitForPostAsync(string channel, OutboxPriority priority, CancellationToken cancellationToken)
    {
        Sweep();
        var bucket = _posts.GetOrAdd(channel, _ => new TokenBucket(PostBurst, TimeSpan.FromSeconds(1), timeProvider));
        await bucket.AcquireAsync(priority, cancellationToken);
        await _allPosts.AcquireAsync(priority, cancellationToken);
    }

    public Task WaitForUpdateAsync(OutboxPriority priority, CancellationToken cancellationToken) =>
        _updates.AcquireAsync(priority, cancellationToken);

    /// <summary><c>chat.postEphemeral</c>, Tier 4.</summary>
    public Task WaitForEphemeralAsync(CancellationToken cancellationToken) => _ephemerals.AcquireAsync(OutboxPriority.Normal, cancellationToken);

    /// <summary><c>reactions.add</c>, Tier 3.</summary>
    public Task WaitForReactionAsync(CancellationToken cancellationToken) => _reactions.AcquireAsync(OutboxPriority.Normal, cancellationToken);

    /// <summary><c>reactions.remove</c>, Tier 2.</summary>
    public Task WaitForReactionRemovalAsync(CancellationToken cancellationToken) => _removals.AcquireAsync(OutboxPriority.Normal, cancellationToken);

    /// <summary><c>agents.sessions.setStatus</c>, Tier 3.</summary>
    public Task WaitForSessionAsync(CancellationToken cancellationToken) => _sessions.AcquireAsync(OutboxPriority.Low, cancellationToken);

    /// <summary><c>conversations.replies</c>, Tier 3, after a gap; the rest is for threads that somebody waits for.</summary>
    public Task WaitForCatchUpAsync(CancellationToken cancellationToken) => _catchingUp.AcquireAsync(OutboxPriority.Low, cancellationToken);

    /// <summary>One edit of a message at a time; over when the result is disposed.</summary>
    public Task<IDisposable> EnterEditAsync(string channel, string ts, CancellationToken cancellationToken) => _edits.EnterAsync($"{channel}/{ts}", cancellationToken);

    public void Dispose()
    {
        foreach (var bucket in (TokenBucket[])[_updates, _allPosts, _ephemerals, _reactions, _removals, _sessions, _catchingUp, .. _posts.Values])
        {
            bucket.Dispose();
        }
    }

    private static TokenBucket PerMinute(int burst, int rate, TimeProvider timeProvider, Func<OutboxPriority, int>? reserve = null) =>
        new(burst, TimeSpan.FromMinutes(1) / rate, timeProvider, reserve);

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
