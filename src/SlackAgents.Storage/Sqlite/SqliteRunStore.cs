using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Storage.Sqlite;

internal sealed class SqliteRunStore(SqliteDatabase database, TimeProvider time) : IRunStore
{
    public Task<bool> AddAsync(string requestKey, RunChange change, CancellationToken cancellationToken)
    {
        RefuseForeignTurns(change);
        return database.WriteAsync(connection => Add(connection, requestKey, change), cancellationToken);
    }

    public Task<RunChangeResult?> ChangeAsync(RunId id, Func<Run, IReadOnlyList<Turn>, RunChange?> decide, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Change(connection, id, decide), cancellationToken);

    public Task<Run?> GetAsync(RunId id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunRows.Find(connection, id), cancellationToken);

    public Task<IReadOnlyList<Turn>> GetTurnsAsync(RunId id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunRows.Turns(connection, id), cancellationToken);

    public Task<Run?> FindByThreadAsync(ThreadAddress thread, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunRows.FindByThread(connection, thread), cancellationToken);

    public Task<Run?> FindByMessageAsync(ThreadAddress message, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunRows.FindByMessage(connection, message), cancellationToken);

    public Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<RunState> states, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunRows.InStates(connection, states), cancellationToken);

    public Task<IReadOnlyList<Run>> ListRecentAsync(PersonId? requester, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RunRows.Recent(connection, requester, limit), cancellationToken);

    private bool Add(SqliteConnection connection, string requestKey, RunChange change)
    {
        // No race between the question and the insert: there is one writer.
        if (RunRows.HasRequest(connection, requestKey))
        {
            return false;
        }

        var run = change.Run with { Version = change.Run.Version + 1 };
        RunRows.Insert(connection, requestKey, run);
        RunCostRows.Add(connection, run, before: 0, time.GetUtcNow());
        StoreEffects(connection, change);
        return true;
    }

    private RunChangeResult? Change(SqliteConnection connection, RunId id, Func<Run, IReadOnlyList<Turn>, RunChange?> decide)
    {
        if (RunRows.Find(connection, id) is not { } current)
        {
            return null;
        }

        if (decide(current, RunRows.Turns(connection, id)) is not { } change)
        {
            return new RunChangeResult(current, Changed: false);
        }

        if (change.Run.Id != id || change.Run.Version != current.Version)
        {
            throw new InvalidOperationException(
                $"The change of run {id} (version {current.Version}) was made from run {change.Run.Id} (version {change.Run.Version}).");
        }

        RefuseForeignTurns(change);
        var run = change.Run with { Version = current.Version + 1 };
        RunRows.Update(connection, run);
        RunCostRows.Add(connection, run, current.Usage.CostUsd, time.GetUtcNow());
        StoreEffects(connection, change);
        return new RunChangeResult(run, Changed: true);
    }

    private void StoreEffects(SqliteConnection connection, RunChange change)
    {
        RunRows.Upsert(connection, change.Turns);
        OutboxRows.Add(connection, change.Messages, time.GetUtcNow());
    }

    private static void RefuseForeignTurns(RunChange change)
    {
        if (change.Turns.FirstOrDefault(turn => turn.Run != change.Run.Id) is { } foreign)
        {
            throw new InvalidOperationException($"A change of run {change.Run.Id} has a turn of run {foreign.Run}.");
        }
    }
}
