using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Documents;

namespace SlackAgents.Storage.Sqlite;

internal sealed class SqliteDocumentStore(SqliteDatabase database, TimeProvider time) : IDocumentStore
{
    public Task<string?> GetAsync(string collection, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, collection, key), cancellationToken);

    public Task<DocumentChange> ChangeAsync(string collection, string key, Func<string?, string?> decide, DateTimeOffset? expiresAt, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Change(connection, collection, key, decide, expiresAt), cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string prefix, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredDocument>>(
            connection =>
            [
                .. connection.Query<StoredDocument>(
                    """
                    SELECT key AS Key, document AS Json
                    FROM documents
                    WHERE collection = @collection AND substr(key, 1, length(@prefix)) = @prefix AND (expires_at IS NULL OR expires_at > @now)
                    ORDER BY key
                    LIMIT @limit
                    """,
                    new { collection, prefix, limit, now = Now() }),
            ],
            cancellationToken);

    public Task PruneAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute("DELETE FROM documents WHERE expires_at <= @now", new { now = Now() }), cancellationToken);

    private DocumentChange Change(SqliteConnection connection, string collection, string key, Func<string?, string?> decide, DateTimeOffset? expiresAt)
    {
        var before = Find(connection, collection, key);
        var after = decide(before);
        if (after is null)
        {
            connection.Execute("DELETE FROM documents WHERE collection = @collection AND key = @key", new { collection, key });
        }
        else
        {
            connection.Execute(
                """
                INSERT INTO documents (collection, key, document, changed_at, expires_at)
                VALUES (@collection, @key, @after, @now, @expires)
                ON CONFLICT (collection, key) DO UPDATE SET document = excluded.document, changed_at = excluded.changed_at, expires_at = excluded.expires_at
                """,
                new { collection, key, after, now = Now(), expires = expiresAt is { } at ? SqliteTime.ToText(at) : null });
        }

        return new DocumentChange(before, after);
    }

    private string? Find(SqliteConnection connection, string collection, string key) =>
        connection.QuerySingleOrDefault<string>(
            "SELECT document FROM documents WHERE collection = @collection AND key = @key AND (expires_at IS NULL OR expires_at > @now)",
            new { collection, key, now = Now() });

    private string Now() => SqliteTime.ToText(time.GetUtcNow());
}
