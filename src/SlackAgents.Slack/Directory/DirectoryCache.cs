using System.Collections.Concurrent;

namespace SlackAgents.Slack.Directory;

/// <summary>Remembers answers for a while; bounded, so that a stream of strangers does not fill the memory.</summary>
internal sealed class DirectoryCache<T>(TimeProvider timeProvider)
    where T : class
{
    private const int MaxEntries = 5_000;

    private static readonly TimeSpan Found = TimeSpan.FromMinutes(5);

    /// <summary>Short, since somebody who was just let in is not to be refused for long.</summary>
    private static readonly TimeSpan NotFound = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>A failure of <paramref name="ask"/> is passed on and not remembered.</summary>
    public async Task<T?> GetAsync(string key, Func<CancellationToken, Task<T?>> ask, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(key, out var entry) && timeProvider.GetUtcNow() < entry.GoodUntil)
        {
            return entry.Value;
        }

        var value = await ask(cancellationToken);
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[key] = new Entry(value, timeProvider.GetUtcNow() + (value is null ? NotFound : Found));
        return value;
    }

    private sealed record Entry(T? Value, DateTimeOffset GoodUntil);
}
