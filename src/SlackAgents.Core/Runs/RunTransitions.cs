using System.Collections.Frozen;

namespace SlackAgents.Core.Runs;

/// <summary>Which state may follow which. The state changer refuses everything else; docs/operations.md shows the same table.</summary>
internal static class RunTransitions
{
    private static readonly FrozenDictionary<RunState, FrozenSet<RunState>> Allowed = new Dictionary<RunState, RunState[]>
    {
        [RunState.Queued] = [RunState.Preparing, RunState.Failed, RunState.Stopped],
        [RunState.Preparing] = [RunState.Running, RunState.Stopping, RunState.Failed, RunState.Queued],
        [RunState.Running] = [RunState.Publishing, RunState.Stopping, RunState.Failed, RunState.Queued],
        [RunState.Publishing] = [RunState.Held, RunState.Finished, RunState.Stopping, RunState.Failed, RunState.Stopped, RunState.Queued],
        [RunState.Stopping] = [RunState.Stopped, RunState.Publishing, RunState.Failed, RunState.Queued],
        [RunState.Held] = [RunState.Publishing, RunState.Queued, RunState.Stopped],
        [RunState.Finished] = [RunState.Queued],
        [RunState.Failed] = [RunState.Queued],
        [RunState.Stopped] = [RunState.Queued],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet());

    public static IReadOnlySet<RunState> From(RunState state) => Allowed[state];

    public static bool IsAllowed(RunState from, RunState to) => from == to || Allowed[from].Contains(to);
}
