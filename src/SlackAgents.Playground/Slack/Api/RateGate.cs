using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>
/// Enforces docs.slack.dev/apis/web-api/rate-limits: a sliding minute per method with a small burst on top of its tier,
/// and about one chat.postMessage per second and channel after a short burst.
/// </summary>
internal sealed class RateGate(TimeProvider time)
{
    private const int PostBurst = 5;
    private const int WorkspacePostsPerMinute = 300;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _buckets = new(StringComparer.Ordinal);

    public RateLimits Mode { get; set; }

    public RecordLog<RateBreach> Breaches { get; } = new();

    /// <summary>Counts one request; the time to wait when it is one too many, null when it may pass.</summary>
    public TimeSpan? Admit(SlackMethod method, string? channelId)
    {
        if (Mode == RateLimits.Relaxed)
        {
            return null;
        }

        var now = time.GetUtcNow();
        TimeSpan? wait;
        lock (_lock)
        {
            wait = method.Name == "chat.postMessage"
                ? TakePost(channelId ?? string.Empty, now) ?? TakeFromMinute(method.Name, WorkspacePostsPerMinute, now)
                : TakeFromMinute(method.Name, method.PerMinute + Math.Max(5, method.PerMinute / 5), now);
        }

        if (wait is null)
        {
            return null;
        }

        var whole = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait.Value.TotalSeconds)));
        Breaches.Add(new RateBreach(method.Name, channelId, whole, now));
        return whole;
    }

    private TimeSpan? TakePost(string channelId, DateTimeOffset now)
    {
        var (tokens, at) = _buckets.GetValueOrDefault(channelId, (PostBurst, now));
        tokens = Math.Min(PostBurst, tokens + ((now - at) / Second));
        _buckets[channelId] = (tokens >= 1 ? tokens - 1 : tokens, now);
        return tokens >= 1 ? null : Second * (1 - tokens);
    }

    private TimeSpan? TakeFromMinute(string key, int limit, DateTimeOffset now)
    {
        var calls = _calls.TryGetValue(key, out var known) ? known : _calls[key] = new Queue<DateTimeOffset>();
        while (calls.TryPeek(out var oldest) && now - oldest >= Minute)
        {
            calls.Dequeue();
        }

        if (calls.Count >= limit)
        {
            return Minute - (now - calls.Peek());
        }

        calls.Enqueue(now);
        return null;
    }
}
