using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Replies;
using SlackAgents.Storage.Json;

namespace SlackAgents.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteDatabase database, TimeProvider time) : IOutbox
{
    /// <summary>
    /// Entries whose place exists. A card goes first; the rest of a run waits for what it hangs on: an update for the
    /// card, a message for the thread, a reaction for its message. Private answers and other threads wait for nothing.
    /// </summary>
    private const string Pending =
        """
        FROM outbox AS o LEFT JOIN runs AS r ON r.id = o.run_id
        WHERE o.done_at IS NULL
          AND CASE
                WHEN o.run_id IS NULL OR o.kind IN ('Card', 'Private') THEN 1
                WHEN o.kind = 'CardUpdate' THEN r.card_ts IS NOT NULL
                WHEN o.kind IN ('Message', 'File') THEN coalesce(o.thread_ts, r.reply_thread) IS NOT NULL
                ELSE coalesce(o.target_ts, r.card_ts) IS NOT NULL
              END
        """;

    /// <summary>As <see cref="OutboxLane"/> says.</summary>
    private const string Lane =
        """
        CASE
          WHEN o.kind IN ('Card', 'Message', 'File') THEN 'post:' || json_extract(o.document, '$.channel')
          WHEN o.kind = 'CardUpdate' THEN 'edit:' || coalesce(o.run_id, '')
          WHEN o.kind = 'Edit' THEN 'edit:' || coalesce(json_extract(o.document, '$.targetKey'), '')
          WHEN o.kind = 'Private' THEN 'private:' || o.key
          ELSE 'reaction:' || coalesce(o.target_ts, o.key)
        END
        """;

    public Task AddAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                OutboxRows.Add(connection, messages, time.GetUtcNow());
                return messages.Count;
            },
            cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => TakeDue(connection, limit), cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> TakeDueAsync(int limit, IReadOnlyCollection<OutboxKind> kinds, IReadOnlyCollection<string> busy, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => Take(
                connection,
                $"""
                SELECT id, document, attempts FROM (
                    SELECT o.*, {Lane} AS lane, row_number() OVER (PARTITION BY {Lane} ORDER BY o.priority DESC, o.created_at, o.id) AS place
                    {Pending}
                      AND o.due_at <= @now AND (o.leased_until IS NULL OR o.leased_until <= @now) AND o.kind IN @kinds)
                WHERE place = 1 AND lane NOT IN @busy
                ORDER BY priority DESC, created_at, id
                LIMIT @limit
                """,
                new { limit, kinds = kinds.Select(kind => kind.ToString()), busy, now = SqliteTime.ToText(time.GetUtcNow()) }),
            cancellationToken);

    public Task CompleteAsync(string key, string? ts, CancellationToken cancellationToken) =>
        EndAsync(key, "sent", ts, error: null, cancellationToken);

    public Task AbandonAsync(string key, string error, CancellationToken cancellationToken) =>
        EndAsync(key, "abandoned", ts: null, error, cancellationToken);

    public Task DeferAsync(string key, DateTimeOffset notBefore, bool attempted, string error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE outbox
                SET due_at = @due, leased_until = NULL, error = @error, attempts = max(0, attempts - @takenBack)
                WHERE key = @key AND done_at IS NULL
                """,
                new { key, error, due = SqliteTime.ToText(notBefore), takenBack = attempted ? 0 : 1 }),
            cancellationToken);

    public Task<SentMessage?> FindAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefault<FateRow>("SELECT done_at IS NOT NULL AS IsDone, sent_ts AS SentTs FROM outbox WHERE key = @key", new { key }) is { } row
                ? new SentMessage(row.IsDone != 0, row.SentTs)
                : null,
            cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                var due = connection.QuerySingle<string?>($"SELECT min(max(o.due_at, coalesce(o.leased_until, ''))) {Pending}");
                return due is null ? (DateTimeOffset?)null : SqliteTime.FromText(due);
            },
            cancellationToken);

    public Task<int> CountPendingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingle<int>("SELECT count(*) FROM outbox WHERE done_at IS NULL"),
            cancellationToken);

    /// <summary>Forgets what was said before; the keys stay, they are unique for ever.</summary>
    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "UPDATE outbox SET document = NULL, error = NULL WHERE document IS NOT NULL AND done_at < @before",
                new { before = SqliteTime.ToText(before) }),
            cancellationToken);

    private IReadOnlyList<OutboxEntry> TakeDue(SqliteConnection connection, int limit) => Take(
        connection,
        $"""
        SELECT o.id, o.document, o.attempts
        {Pending}
          AND o.due_at <= @now AND (o.leased_until IS NULL OR o.leased_until <= @now)
        ORDER BY o.priority DESC, o.created_at, o.id
        LIMIT @limit
        """,
        new { limit, now = SqliteTime.ToText(time.GetUtcNow()) });

    private IReadOnlyList<OutboxEntry> Take(SqliteConnection connection, string query, object values)
    {
        var rows = connection.Query<Row>(query, values).ToList();
        var until = SqliteTime.ToText(time.GetUtcNow() + Leases.Length);
        connection.Execute("UPDATE outbox SET attempts = attempts + 1, leased_until = @until WHERE id = @Id", rows.Select(row => new { row.Id, until }));
        return [.. rows.Select(row => new OutboxEntry(Documents.ReadMessage(row.Document), (int)row.Attempts))];
    }

    private Task<int> EndAsync(string key, string outcome, string? ts, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE outbox SET done_at = @now, outcome = @outcome, sent_ts = @ts, error = @error, leased_until = NULL
                WHERE key = @key AND done_at IS NULL
                """,
                new { key, outcome, ts, error, now = SqliteTime.ToText(time.GetUtcNow()) }),
            cancellationToken);

    private sealed record FateRow(long IsDone, string? SentTs);

    private sealed record Row(long Id, string Document, long Attempts);
}
