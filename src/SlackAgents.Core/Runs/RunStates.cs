namespace SlackAgents.Core.Runs;

/// <summary>Sets of states that several parts ask for.</summary>
internal static class RunStates
{
    /// <summary>Every state but rest.</summary>
    public static IReadOnlyList<RunState> UnderWay { get; } =
        [RunState.Queued, RunState.Preparing, RunState.Running, RunState.Stopping, RunState.Publishing];
}
