using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What a worker that takes a run up learns from what the former one left.</summary>
internal sealed class RunRecovery(IRunStore store, ITraceStore traces, RunStateChanger changer)
{
    /// <summary>Records come with their raw line, which can be 256 KiB long.</summary>
    private const int Page = 200;

    /// <summary>Whether the run's last turn ended for the reply that comes next.</summary>
    public async Task<bool> WasInterruptedAsync(Run run, CancellationToken cancellationToken) =>
        (await store.GetTurnsAsync(run.Id, cancellationToken)).Any(ended => ended.Number == run.Turn && ended.Reason == ReasonCode.InterruptedByReply);

    /// <summary>
    /// Sums the model calls of the trace, so that a restart neither forgives nor doubles what a run has used, and tells the
    /// trace what a crash may have kept from it.
    /// </summary>
    public async Task RestoreAsync(LiveRun live, CancellationToken cancellationToken)
    {
        var usage = RunUsage.None;
        var after = 0L;
        while (await traces.ReadAsync(live.Id, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            usage = page.Select(record => record.Event).OfType<ModelCallEvent>().Aggregate(usage, (sum, call) => sum.Add(LiveRun.UsageOf(call)));
            after = page[^1].Sequence;
        }

        live.Restore(usage);
        await changer.TellAgainAsync(live.Id, cancellationToken);
    }
}
