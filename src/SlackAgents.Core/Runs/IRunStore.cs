using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>Runs and turns. Only the state changer writes.</summary>
internal interface IRunStore
{
    /// <summary>
    /// Adds a run. <paramref name="requestKey"/> is unique for ever: the second request with the same key changes nothing.
    /// </summary>
    /// <returns>Whether it was added.</returns>
    Task<bool> AddAsync(string requestKey, RunChange change, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: loads the run and its turns, asks <paramref name="decide"/> what is to become of them, and
    /// stores the answer. <paramref name="decide"/> is pure, runs under the writer's lock, and returns null for "nothing".
    /// </summary>
    /// <returns>The run afterwards and whether it changed; null when there is no such run.</returns>
    Task<RunChangeResult?> ChangeAsync(RunId id, Func<Run, IReadOnlyList<Turn>, RunChange?> decide, CancellationToken cancellationToken);

    Task<Run?> GetAsync(RunId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<Turn>> GetTurnsAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>The newest run of a thread, or null.</summary>
    Task<Run?> FindByThreadAsync(ThreadAddress thread, CancellationToken cancellationToken);

    /// <summary>The newest run that has this message as its card, as its thread's root, as a message of its own, or as a follow-up.</summary>
    Task<Run?> FindByMessageAsync(ThreadAddress message, CancellationToken cancellationToken);

    /// <summary>Runs in any of these states, oldest state first.</summary>
    Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<RunState> states, CancellationToken cancellationToken);

    /// <summary>The newest runs, of one person or of everybody.</summary>
    Task<IReadOnlyList<Run>> ListRecentAsync(PersonId? requester, int limit, CancellationToken cancellationToken);
}
