using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs.Live;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Which step carries a run on from the state it is in.</summary>
internal sealed class RunSteps(QueuedStep queued, PrepareStep prepare, TurnStep turn, PublishStep publish, RunRecovery recovery)
{
    public Task StepAsync(Run run, LiveRun live, CancellationToken cancellationToken) => run.State switch
    {
        RunState.Queued => queued.RunAsync(run, live, cancellationToken),
        RunState.Preparing => prepare.RunAsync(run, live, cancellationToken),
        RunState.Running or RunState.Stopping => turn.RunAsync(run, live, cancellationToken),
        RunState.Publishing => publish.RunAsync(run, live, cancellationToken),
        _ => throw new InvalidOperationException($"Run {run.Id} is {run.State}: there is nothing to do."),
    };

    /// <inheritdoc cref="RunRecovery.WasInterruptedAsync"/>
    public Task<bool> WasInterruptedAsync(Run run, CancellationToken cancellationToken) => recovery.WasInterruptedAsync(run, cancellationToken);

    /// <inheritdoc cref="RunRecovery.RestoreAsync"/>
    public Task RestoreAsync(LiveRun live, CancellationToken cancellationToken) => recovery.RestoreAsync(live, cancellationToken);

    /// <summary>Keeps what the agent of a run at rest remembers.</summary>
    public Task KeepSessionAsync(Run run, CancellationToken cancellationToken) => turn.KeepSessionAsync(run, cancellationToken);

    public Task EndSandboxAsync(RunId id, CancellationToken cancellationToken) => turn.EndSandboxAsync(id, cancellationToken);
}
