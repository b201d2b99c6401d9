namespace SlackAgents.Core.Documents;

/// <summary>
/// Small JSON documents by collection and key: settings, drafts, links. Each change is one transaction and is on the
/// disk when the method returns. An expired document is as good as none.
/// </summary>
internal interface IDocumentStore
{
    Task<string?> GetAsync(string collection, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Loads a document, asks <paramref name="decide"/> what is to become of it, and stores the answer; null deletes it.
    /// <paramref name="decide"/> is pure, runs under the writer's lock and gets null when there is none.
    /// </summary>
    /// <param name="expiresAt">When it is forgotten; null keeps it.</param>
    /// <returns>What was there before and what is there now.</returns>
    Task<DocumentChange> ChangeAsync(string collection, string key, Func<string?, string?> decide, DateTimeOffset? expiresAt, CancellationToken cancellationToken);

    /// <summary>Documents whose key begins with <paramref name="prefix"/> (ordinal), by key.</summary>
    Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string prefix, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets what is expired.</summary>
    Task PruneAsync(CancellationToken cancellationToken);
}
