namespace SlackAgents.Core.Runs;

/// <summary>Tells the loops that something changed, so that nobody polls. Losing a signal costs one slow round, never a run.</summary>
internal sealed class RunSignals
{
    /// <summary>A run changed: the scheduler and the card updater look.</summary>
    public event Action<Run>? RunChanged;

    public void Changed(Run run) => RunChanged?.Invoke(run);
}
