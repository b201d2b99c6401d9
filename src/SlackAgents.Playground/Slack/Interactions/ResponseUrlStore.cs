using System.Collections.Concurrent;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>The open response_urls. docs.slack.dev/interactivity/handling-user-interaction: five uses, thirty minutes.</summary>
internal sealed class ResponseUrlStore(TimeProvider time)
{
    private const int MaxUses = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ResponseUrl> _urls = new(StringComparer.Ordinal);

    public RecordLog<ResponseAnswer> Answers { get; } = new();

    public ResponseUrl Issue(string channelId, string userId, string? messageTs)
    {
        var url = new ResponseUrl(RandomText.Mixed(24), channelId, userId, messageTs, time.GetUtcNow());
        _urls[url.Id] = url;
        return url;
    }

    /// <summary>Takes one use, or says why there is none.</summary>
    public (ResponseUrl? Url, string? Error) Use(string id)
    {
        lock (_lock)
        {
            if (!_urls.TryGetValue(id, out var url))
            {
                return (null, "invalid_url");
            }

            if (time.GetUtcNow() - url.IssuedAt > Lifetime)
            {
                return (null, "expired_url");
            }

            if (url.Uses >= MaxUses)
            {
                return (null, "used_url");
            }

            _urls[id] = url with { Uses = url.Uses + 1 };
            return (url, null);
        }
    }
}
