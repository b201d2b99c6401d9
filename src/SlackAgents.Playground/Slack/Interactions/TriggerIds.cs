using System.Collections.Concurrent;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Trigger ids: good for one use within three seconds. docs.slack.dev/interactivity/handling-user-interaction</summary>
internal sealed class TriggerIds(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (string User, DateTimeOffset At)> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);

    public string Issue(string userId)
    {
        var id = $"{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}.{Random.Shared.Next(100_000, 999_999)}.{RandomText.Hex(16)}";
        _open[id] = (userId, time.GetUtcNow());
        return id;
    }

    public (string? User, string? Error) Exchange(string triggerId)
    {
        if (_used.ContainsKey(triggerId))
        {
            return (null, "exchanged_trigger_id");
        }

        if (!_open.TryRemove(triggerId, out var trigger))
        {
            return (null, "invalid_trigger_id");
        }

        _used[triggerId] = true;
        return time.GetUtcNow() - trigger.At > Lifetime ? (null, "expired_trigger_id") : (trigger.User, null);
    }
}
