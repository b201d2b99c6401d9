using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlackAgents.Core.Documents;

/// <summary>One collection of documents of one type.</summary>
/// <param name="type">How the documents are written and read.</param>
/// <param name="lifetime">How long one is kept after its last change; null keeps it.</param>
internal sealed class DocumentBook<T>(IDocumentStore store, string collection, JsonTypeInfo<T> type, TimeProvider time, TimeSpan? lifetime = null)
    where T : class
{
    public async Task<T?> GetAsync(string key, CancellationToken cancellationToken) =>
        Read(await store.GetAsync(collection, key, cancellationToken));

    public Task PutAsync(string key, T document, CancellationToken cancellationToken) => ChangeAsync(key, _ => document, cancellationToken);

    /// <summary>Removes a document; of two who take it at the same time, one gets it.</summary>
    public async Task<T?> TakeAsync(string key, CancellationToken cancellationToken) =>
        Read((await store.ChangeAsync(collection, key, _ => null, expiresAt: null, cancellationToken)).Before);

    /// <param name="decide">Pure; gets null when there is none, returns null to delete it.</param>
    /// <returns>What is there now.</returns>
    public async Task<T?> ChangeAsync(string key, Func<T?, T?> decide, CancellationToken cancellationToken)
    {
        var change = await store.ChangeAsync(
            collection,
            key,
            before => decide(Read(before)) is { } after ? JsonSerializer.Serialize(after, type) : null,
            lifetime is { } kept ? time.GetUtcNow() + kept : null,
            cancellationToken);
        return Read(change.After);
    }

    public async Task<IReadOnlyList<(string Key, T Document)>> ListAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(collection, prefix, limit, cancellationToken)).Select(one => (one.Key, Read(one.Json)!))];

    private T? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, type);
}
