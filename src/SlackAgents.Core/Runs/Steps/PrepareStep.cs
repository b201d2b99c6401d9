using Microsoft.Extensions.Logging;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Makes everything ready for a turn. The repository is fetched while the sandbox starts: a clone inside waits at the
/// git door until the mirror is there. Every part may be done already, by a process that died here.
/// </summary>
internal sealed partial class PrepareStep(
    RunRepositories repositories,
    TurnLauncher launcher,
    RunStateChanger changer,
    TurnEnding ending,
    PrepareLimit limits,
    ILogger<PrepareStep> logger)
{
    public async Task RunAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        using var limit = limits.Start();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(handOver, live.Stopping, limit.Token);
        try
        {
            await PrepareAsync(run, live, either.Token);
        }
        catch (OperationCanceledException) when (live.Stopping.IsCancellationRequested && !handOver.IsCancellationRequested)
        {
            // The run is Stopping now: the turn step ends whatever was started.
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !handOver.IsCancellationRequested)
        {
            await FailAsync(run, live, ReasonCode.WorkspaceFailed, $"preparing took longer than {RunTexts.Elapsed(limits.Timeout)}; it was at {RunTexts.StepOf(live.Progress, limits.Now)}", handOver);
        }
        catch (RepositoryException exception)
        {
            await FailAsync(run, live, FailureReasons.Of(exception), exception.Message, handOver);
        }
        catch (SandboxException exception)
        {
            await FailAsync(run, live, FailureReasons.Of(exception), exception.Message, handOver);
        }
    }

    private async Task PrepareAsync(Run run, LiveRun live, CancellationToken cancellationToken)
    {
        live.Enter(PreparePhase.OpenDoor);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var mirror = repositories.FetchAsync(run, live, over.Token);
        var quarantine = repositories.OpenQuarantineAsync(run, mirror, over.Token);
        try
        {
            await PrepareAsync(run, live, mirror, quarantine, cancellationToken);
        }
        finally
        {
            // Where something else failed, nobody needs the fetch any more; it is waited for, so that none goes on unseen.
            await over.CancelAsync();
            await Task.WhenAny(quarantine);
        }
    }

    private async Task PrepareAsync(Run run, LiveRun live, Task<MirrorSnapshot> mirror, Task<string> quarantine, CancellationToken cancellationToken)
    {
        await repositories.OpenDoorAsync(run, live, mirror, quarantine, cancellationToken);
        if (run.Base is null)
        {
            // Nobody could say yet where the work starts; the sandbox has to be told.
            live.Enter(PreparePhase.FindBase);
            run = run with { Base = (await mirror).Base };
        }

        var sandbox = await launcher.LaunchAsync(run, live, cancellationToken);
        live.Enter(PreparePhase.FetchRepository);
        var snapshot = await mirror;
        await quarantine; // a process that takes over later expects it on the disk
        live.Enter(RunPhase.Agent);
        await changer.UpdateAsync(
            run.Id,
            [RunState.Preparing],
            current => current with { State = RunState.Running, Sandbox = sandbox, Base = snapshot.Base, BaseSha = current.BaseSha ?? snapshot.BaseSha },
            cancellationToken);
    }

    private async Task FailAsync(Run run, LiveRun live, ReasonCode reason, string detail, CancellationToken handOver)
    {
        Log.Failed(logger, run.Id, reason, detail);
        live.Steps.Leave(failed: true, detail);
        await launcher.EndAsync(run.Id, handOver);
        await ending.EndAsync(run, RunState.Failed, reason, detail, [RunState.Preparing], handOver);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1120, Level = LogLevel.Warning, Message = "Run {RunId} could not be prepared: {Reason}, {Detail}")]
        public static partial void Failed(ILogger logger, Ids.RunId runId, ReasonCode reason, string detail);
    }
}
