using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Storage.Json;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The SQL of runs and turns. The caller holds the transaction.</summary>
internal static class RunRows
{
    public static bool HasRequest(SqliteConnection connection, string requestKey) =>
        connection.QuerySingle<bool>("SELECT EXISTS (SELECT 1 FROM runs WHERE request_key = @requestKey)", new { requestKey });

    public static void Insert(SqliteConnection connection, string requestKey, Run run) =>
        connection.Execute(
            """
            INSERT INTO runs (id, request_key, version, state, state_since, channel, card_ts, reply_thread,
                              requester_team, requester_user, created_at, document)
            VALUES (@Id, @RequestKey, @Version, @State, @StateSince, @Channel, @CardTs, @ReplyThread,
                    @Team, @User, @CreatedAt, @Document)
            """,
            Columns(run, requestKey));

    public static void Update(SqliteConnection connection, Run run) =>
        connection.Execute(
            """
            UPDATE runs
            SET version = @Version, state = @State, state_since = @StateSince, channel = @Channel, card_ts = @CardTs,
                reply_thread = @ReplyThread, requester_team = @Team, requester_user = @User, created_at = @CreatedAt,
                document = @Document
            WHERE id = @Id
            """,
            Columns(run, requestKey: null));

    public static void Upsert(SqliteConnection connection, IReadOnlyList<Turn> turns) =>
        connection.Execute(
            """
            INSERT INTO turns (run_id, number, state, message_ts, document) VALUES (@Run, @Number, @State, @MessageTs, @Document)
            ON CONFLICT (run_id, number) DO UPDATE SET state = excluded.state, document = excluded.document
            """,
            turns.Select(turn => new { Run = turn.Run.Value, turn.Number, State = turn.State.ToString(), turn.MessageTs, Document = Documents.Write(turn) }));

    public static Run? Find(SqliteConnection connection, RunId id) =>
        Single(connection, "SELECT document FROM runs WHERE id = @id", new { id = id.Value });

    public static Run? FindByThread(SqliteConnection connection, ThreadAddress thread) =>
        Single(
            connection,
            "SELECT document FROM runs WHERE channel = @Channel AND reply_thread = @RootTs ORDER BY created_at DESC, rowid DESC LIMIT 1",
            new { thread.Channel, thread.RootTs });

    public static Run? FindByMessage(SqliteConnection connection, ThreadAddress message) =>
        Single(
            connection,
            """
            SELECT document FROM runs
            WHERE channel = @Channel
              AND (reply_thread = @RootTs OR card_ts = @RootTs
                   OR id IN (SELECT run_id FROM outbox WHERE sent_ts = @RootTs)
                   OR id IN (SELECT run_id FROM turns WHERE message_ts = @RootTs))
            ORDER BY created_at DESC, rowid DESC LIMIT 1
            """,
            new { message.Channel, message.RootTs });

    public static IReadOnlyList<Turn> Turns(SqliteConnection connection, RunId id) =>
        [.. connection.Query<string>("SELECT document FROM turns WHERE run_id = @id ORDER BY number", new { id = id.Value }).Select(Documents.ReadTurn)];

    public static IReadOnlyList<Run> InStates(SqliteConnection connection, IReadOnlyCollection<RunState> states) =>
        Many(
            connection,
            "SELECT document FROM runs WHERE state IN @names ORDER BY state_since, rowid",
            new { names = states.Select(state => state.ToString()).ToList() });

    public static IReadOnlyList<Run> Recent(SqliteConnection connection, PersonId? requester, int limit) =>
        requester is null
            ? Many(connection, "SELECT document FROM runs ORDER BY created_at DESC, rowid DESC LIMIT @limit", new { limit })
            : Many(
                connection,
                """
                SELECT document FROM runs WHERE requester_team = @Team AND requester_user = @User
                ORDER BY created_at DESC, rowid DESC LIMIT @limit
                """,
                new { requester.Team, requester.User, limit });

    private static object Columns(Run run, string? requestKey) => new
    {
        Id = run.Id.Value,
        RequestKey = requestKey,
        run.Version,
        State = run.State.ToString(),
        StateSince = SqliteTime.ToText(run.StateSince),
        run.Channel,
        run.CardTs,
        run.ReplyThread,
        run.Requester.Person.Team,
        run.Requester.Person.User,
        CreatedAt = SqliteTime.ToText(run.CreatedAt),
        Document = Documents.Write(run),
    };

    private static Run? Single(SqliteConnection connection, string sql, object parameters) =>
        connection.QuerySingleOrDefault<string>(sql, parameters) is { } document ? Documents.ReadRun(document) : null;

    private static IReadOnlyList<Run> Many(SqliteConnection connection, string sql, object parameters) =>
        [.. connection.Query<string>(sql, parameters).Select(Documents.ReadRun)];
}
