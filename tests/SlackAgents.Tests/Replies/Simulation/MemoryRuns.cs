using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Replies.Simulation;

/// <summary>Runs as they are now; the simulation changes them.</summary>
internal sealed class MemoryRuns : IRunStore
{
    private readonly ConcurrentDictionary<RunId, Run> _runs = new();
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public void Set(Run run) => _runs[run.Id] = run;

    public Task<Run?> GetAsync(RunId id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult(_runs.GetValueOrDefault(id));
    }

    public Task<bool> AddAsync(string requestKey, RunChange change, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RunChangeResult?> ChangeAsync(RunId id, Func<Run, IReadOnlyList<Turn>, RunChange?> decide, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Turn>> GetTurnsAsync(RunId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Run?> FindByThreadAsync(ThreadAddress thread, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Run?> FindByMessageAsync(ThreadAddress message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<RunState> states, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Run>> ListRecentAsync(PersonId? requester, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
