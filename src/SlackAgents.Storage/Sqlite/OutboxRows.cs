using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Replies;
using SlackAgents.Storage.Json;

namespace SlackAgents.Storage.Sqlite;

/// <summary>Adds messages to the outbox inside whatever transaction caused them.</summary>
internal static class OutboxRows
{
    public static void Add(SqliteConnection connection, IReadOnlyList<OutboxMessage> messages) =>
        connection.Execute(
            """
            INSERT INTO outbox (key, run_id, kind, priority, thread_ts, target_ts, created_at, due_at, document)
            VALUES (@Key, @Run, @Kind, @Priority, @ThreadTs, @TargetTs, @CreatedAt, @CreatedAt, @Document)
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
                Document = Documents.Write(message),
            }));
}
