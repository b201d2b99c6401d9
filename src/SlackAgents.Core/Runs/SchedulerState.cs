using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Runs;

/// <summary>What the scheduler reads and tells besides the store.</summary>
internal sealed class SchedulerState(IOptions<RunsOptions> options, RunQueue queue, RunSignals signals, CardUpdates cards)
{
    public RunsOptions Options => options.Value;

    public RunQueue Queue => queue;

    public RunSignals Signals => signals;

    public CardUpdates Cards => cards;
}
