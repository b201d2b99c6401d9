using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>The turn itself: follows the sandbox to its end, in the state Running or Stopping.</summary>
internal sealed class TurnStep(
    TurnConductor conductor,
    TurnLauncher launcher,
    RunRepositories repositories,
    RunSessions sessions,
    TurnConclusion conclusion,
    TurnEnding ending)
{
    private static readonly RunState[] Running = [RunState.Running];
    private static readonly RunState[] Stopping = [RunState.Stopping];

    public async Task RunAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        if (run.Sandbox is null)
        {
            await launcher.EndAsync(run.Id, handOver);
            await ending.EndAsync(run, RunState.Stopped, run.Reason ?? ReasonCode.StoppedByPerson, run.ReasonDetail, Stopping, handOver);
            return;
        }

        try
        {
            live.Steps.Enter(RunPhase.Agent);
            await repositories.ReopenDoorAsync(run, live, handOver);
            var result = await conductor.ConductAsync(run, live, handOver);
            live.Steps.Enter(RunPhase.Conclude);
            await conclusion.ConcludeAsync(run, live, result, handOver);
        }
        catch (SandboxException exception)
        {
            await FailAsync(run, FailureReasons.Of(exception), exception.Message, handOver);
        }
        catch (RepositoryException exception)
        {
            await FailAsync(run, FailureReasons.Of(exception), exception.Message, handOver);
        }
    }

    public Task EndSandboxAsync(RunId id, CancellationToken cancellationToken) => launcher.EndAsync(id, cancellationToken);

    public Task KeepSessionAsync(Run run, CancellationToken cancellationToken) => sessions.KeepAsync(run, cancellationToken);

    /// <summary>Whoever asked for a stop gets one, whatever state the sandbox was found in.</summary>
    private async Task FailAsync(Run run, ReasonCode reason, string detail, CancellationToken handOver)
    {
        await launcher.EndAsync(run.Id, handOver);
        var ended = await ending.EndAsync(run, RunState.Failed, reason, detail, Running, handOver);
        if (ended is { State: RunState.Stopping })
        {
            await ending.EndAsync(ended, RunState.Stopped, ended.Reason ?? ReasonCode.StoppedByPerson, ended.ReasonDetail ?? detail, Stopping, handOver);
        }
    }
}
