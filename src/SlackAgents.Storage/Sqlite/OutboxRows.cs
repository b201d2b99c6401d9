using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Replies;
using SlackAgents.Storage.Json;

namespace SlackAgents.Storage.Sqlite;

/// <summary>Adds messages to the outbox inside whatever transaction caused them.</summary>
internal static class OutboxRows
{
    /// <param name="now">From when on they are due; not their own time, which may come from a clock that ran ahead.</param>
    public static void Add(SqliteConnection connection, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO outbox (key, run_id, kind, priority, thread_ts, target_ts, created_at, due_at, document)
            VALUES (@Key, @Run, @Kind, @Priority, @ThreadTs, @TargetTs, @CreatedAt, @DueAt, @Document)
            ON CONFLICT (key) DO NOTHING
            """,
            messages.Select(message => new
            {
                message.Key,
                Run = message.Run?.Value,
                Kind = message.Kind.ToString(),
                Priority = (int)message.Priority,
                message.ThreadTs,
                message.TargetTs,
                CreatedAt = SqliteTime.ToText(message.CreatedAt),
                DueAt = SqliteTime.ToText(now),
                Document = Documents.Write(message),
            }));
}
