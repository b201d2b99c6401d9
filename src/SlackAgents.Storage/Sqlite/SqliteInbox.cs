using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.Storage.Sqlite;

internal sealed class SqliteInbox(SqliteDatabase database, TimeProvider time) : IInbox
{
    // Slack retries for up to 24 hours (docs.slack.dev/apis/events-api, delayed events); twice that is safe.
    private static readonly TimeSpan DedupeWindow = TimeSpan.FromHours(48);

    public Task<bool> AddAsync(InboxItem item, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Add(connection, item), cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> TakeDueAsync(int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => TakeDue(connection, limit, urgentOnly: false), cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> TakeUrgentAsync(int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => TakeDue(connection, limit, urgentOnly: true), cancellationToken);

    public Task CompleteAsync(long id, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute("DELETE FROM inbox WHERE id = @id", new { id }), cancellationToken);

    public Task DeferAsync(long id, DateTimeOffset notBefore, string error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "UPDATE inbox SET due_at = @due, leased_until = NULL, error = @error WHERE id = @id",
                new { id, error, due = SqliteTime.ToText(notBefore) }),
            cancellationToken);

    public Task AbandonAsync(long id, string error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "UPDATE inbox SET abandoned_at = @now, leased_until = NULL, error = @error WHERE id = @id",
                new { id, error, now = Now() }),
            cancellationToken);

    public Task<int> CountPendingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingle<int>("SELECT count(*) FROM inbox WHERE abandoned_at IS NULL"),
            cancellationToken);

    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                """
                DELETE FROM inbox WHERE abandoned_at < @before;
                DELETE FROM inbox_keys WHERE seen_at < @before;
                """,
                new { before = SqliteTime.ToText(before) }),
            cancellationToken);

    private bool Add(SqliteConnection connection, InboxItem item)
    {
        var now = time.GetUtcNow();
        var since = SqliteTime.ToText(now - DedupeWindow);
        var seen = connection.QuerySingle<bool>(
            "SELECT EXISTS (SELECT 1 FROM inbox_keys WHERE key IN @keys AND seen_at > @since)",
            new { keys = item.DedupeKeys, since });
        if (seen)
        {
            return false;
        }

        var at = SqliteTime.ToText(now);
        connection.Execute("INSERT OR REPLACE INTO inbox_keys (key, seen_at) VALUES (@key, @at)", item.DedupeKeys.Select(key => new { key, at }));
        connection.Execute(
            "INSERT INTO inbox (kind, payload, lane, urgent, received_at, due_at) VALUES (@Kind, @Payload, @Lane, @Urgent, @at, @at)",
            new { item.Kind, item.Payload, item.Lane, item.Urgent, at });
        return true;
    }

    private IReadOnlyList<InboxEntry> TakeDue(SqliteConnection connection, int limit, bool urgentOnly)
    {
        var now = time.GetUtcNow();
        var rows = connection.Query<Row>(
            """
            SELECT id, kind, payload, received_at AS receivedAt, attempts
            FROM inbox
            WHERE abandoned_at IS NULL AND due_at <= @now AND (leased_until IS NULL OR leased_until <= @now)
              AND (urgent OR NOT @urgentOnly)
              AND (lane IS NULL OR NOT EXISTS (
                    SELECT 1 FROM inbox AS earlier
                    WHERE earlier.lane = inbox.lane AND earlier.id < inbox.id
                      AND earlier.abandoned_at IS NULL
                      AND (earlier.received_at > @waitedFor OR earlier.attempts = 0 OR (earlier.attempts = 1 AND earlier.leased_until > @now))))
            ORDER BY urgent DESC, id
            LIMIT @limit
            """,
            new { limit, urgentOnly, now = SqliteTime.ToText(now), waitedFor = SqliteTime.ToText(now - RequestPatience.Limit) }).ToList();
        connection.Execute(
            "UPDATE inbox SET attempts = attempts + 1, leased_until = @until WHERE id = @Id",
            rows.Select(row => new { row.Id, until = SqliteTime.ToText(now + Leases.Length) }));
        return [.. rows.Select(row => new InboxEntry(row.Id, row.Kind, row.Payload, SqliteTime.FromText(row.ReceivedAt), (int)row.Attempts))];
    }

    private string Now() => SqliteTime.ToText(time.GetUtcNow());

    private sealed record Row(long Id, string Kind, string Payload, string ReceivedAt, long Attempts);
}
