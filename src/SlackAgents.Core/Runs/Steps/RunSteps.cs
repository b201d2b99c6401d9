using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Which step carries a run on from the state it is in.</summary>
internal sealed class RunSteps(QueuedStep queued, PrepareStep prepare, TurnStep turn, PublishStep publish, IRunStore store, ITraceStore traces)
{
    /// <summary>Records come with their raw line, which can be 256 KiB long.</summary>
    private const int Page = 200;

    public Task StepAsync(Run run, LiveRun live, CancellationToken cancellationToken) => run.State switch
    {
        RunState.Queued => queued.RunAsync(run, live, cancellationToken),
        RunState.Preparing => prepare.RunAsync(run, live, cancellationToken),
        RunState.Running or RunState.Stopping => turn.RunAsync(run, live, cancellationToken),
        RunState.Publishing => publish.RunAsync(run, live, cancellationToken),
        _ => throw new InvalidOperationException($"Run {run.Id} is {run.State}: there is nothing to do."),
    };

    /// <summary>Whether the run's last turn ended for the reply that comes next.</summary>
    public async Task<bool> WasInterruptedAsync(Run run, CancellationToken cancellationToken) =>
        (await store.GetTurnsAsync(run.Id, cancellationToken)).Any(ended => ended.Number == run.Turn && ended.Reason == ReasonCode.InterruptedByReply);

    /// <summary>Sums the model calls of the trace, so that a restart neither forgives nor doubles what a run has used.</summary>
    public async Task RestoreUsageAsync(LiveRun live, CancellationToken cancellationToken)
    {
        var usage = RunUsage.None;
        var after = 0L;
        while (await traces.ReadAsync(live.Id, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            usage = page.Select(record => record.Event).OfType<ModelCallEvent>().Aggregate(usage, (sum, call) => sum.Add(LiveRun.UsageOf(call)));
            after = page[^1].Sequence;
        }

        live.Restore(usage);
    }

    /// <summary>Keeps what the agent of a run at rest remembers.</summary>
    public Task KeepSessionAsync(Run run, CancellationToken cancellationToken) => turn.KeepSessionAsync(run, cancellationToken);

    public Task EndSandboxAsync(RunId id, CancellationToken cancellationToken) => turn.EndSandboxAsync(id, cancellationToken);
}
