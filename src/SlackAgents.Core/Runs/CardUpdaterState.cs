using SlackAgents.Core.Runs.Live;

namespace SlackAgents.Core.Runs;

/// <summary>What the card updater looks at.</summary>
internal sealed class CardUpdaterState(CardUpdates cards, LiveRuns liveRuns, RunSignals signals, TimeProvider time)
{
    public CardUpdates Cards => cards;

    public LiveRuns LiveRuns => liveRuns;

    public RunSignals Signals => signals;

    public TimeProvider Time => time;
}
