using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Starts a turn in the run's sandbox, exactly once. Whether a stopped container has had this turn already is read from
/// its own output: a turn that left no line has not begun.
/// </summary>
internal sealed partial class TurnLauncher(
    ISandboxEngine engine,
    RunFolders folders,
    TurnBriefing briefing,
    RunSessions sessions,
    RunStateChanger changer,
    ILogger<TurnLauncher> logger)
{
    public async Task<SandboxId> LaunchAsync(Run run, LiveRun live, CancellationToken cancellationToken)
    {
        live.Enter(PreparePhase.MakeSandbox);
        var directory = folders.Open(run.Id);
        var sandbox = await engine.CreateAsync(new SandboxSpec(run.Id, directory, briefing.SandboxEnvironment, run.Harness), cancellationToken);
        var status = await engine.InspectAsync(sandbox, measure: false, cancellationToken);
        if (status.State == SandboxState.Running || (status.State == SandboxState.Exited && await HasBegunAsync(run, sandbox, cancellationToken)))
        {
            return sandbox;
        }

        var fresh = status.State == SandboxState.Created;
        var resume = fresh ? await sessions.RestoreAsync(run, sandbox, cancellationToken) : run.SessionStarted;
        live.Enter(PreparePhase.ReadConversation);
        await TurnFolder.WriteAsync(directory, await briefing.WriteAsync(run with { SessionStarted = resume }, cancellationToken), cancellationToken);
        var known = await changer.UpdateAsync(
            run.Id,
            [RunState.Preparing],
            current => current with { Sandbox = sandbox, SessionStarted = resume, TurnCursor = fresh ? null : current.TurnCursor },
            cancellationToken);
        if (known is not null)
        {
            // Else it was stopped in this instant: what is not started needs no end.
            live.Enter(PreparePhase.StartSandbox);
            await engine.StartAsync(sandbox, cancellationToken);
        }

        return sandbox;
    }

    /// <summary>Ends what was started for a turn that cannot go on. What an engine in trouble cannot end, the reaper ends later.</summary>
    public async Task EndAsync(RunId run, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var listing in await engine.ListAsync(cancellationToken))
            {
                if (listing.Run == run && listing.State == SandboxState.Running)
                {
                    await engine.StopAsync(listing.Id, TimeSpan.Zero, cancellationToken);
                }
            }
        }
        catch (SandboxException exception)
        {
            Log.NotEnded(logger, run, exception.Message);
        }
    }

    private async Task<bool> HasBegunAsync(Run run, SandboxId sandbox, CancellationToken cancellationToken)
    {
        await foreach (var line in engine.ReadOutputAsync(sandbox, OutputCursor.Parse(run.TurnCursor), cancellationToken))
        {
            if (LauncherLines.Parse(line.Text, run.Turn) is { Step.Event: StepEvent { Step: TurnBriefing.MarkerStep } step } && step.Detail == TurnBriefing.Marker(run.Turn))
            {
                return true;
            }
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1125, Level = LogLevel.Warning, Message = "Run {RunId}: its sandbox could not be ended now: {Problem}")]
        public static partial void NotEnded(ILogger logger, RunId runId, string problem);
    }
}
