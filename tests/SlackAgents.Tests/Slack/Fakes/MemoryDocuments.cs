using System.Collections.Concurrent;
using SlackAgents.Core.Documents;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Documents in memory; none expires.</summary>
internal sealed class MemoryDocuments : IDocumentStore
{
    private readonly Lock _gate = new();

    public ConcurrentDictionary<string, string> All { get; } = new(StringComparer.Ordinal);

    public Task<string?> GetAsync(string collection, string key, CancellationToken cancellationToken) =>
        Task.FromResult(All.GetValueOrDefault($"{collection}/{key}"));

    public Task<DocumentChange> ChangeAsync(string collection, string key, Func<string?, string?> decide, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var before = All.GetValueOrDefault($"{collection}/{key}");
            var after = decide(before);
            if (after is null)
            {
                All.TryRemove($"{collection}/{key}", out _);
            }
            else
            {
                All[$"{collection}/{key}"] = after;
            }

            return Task.FromResult(new DocumentChange(before, after));
        }
    }

    public Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string prefix, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredDocument>>(
            [.. All.Where(one => one.Key.StartsWith($"{collection}/{prefix}", StringComparison.Ordinal)).OrderBy(one => one.Key, StringComparer.Ordinal).Take(limit).Select(one => new StoredDocument(one.Key[(collection.Length + 1)..], one.Value))]);

    public Task PruneAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
