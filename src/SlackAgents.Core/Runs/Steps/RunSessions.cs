using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Carries an agent's memory of its run from one sandbox to the next. It is a convenience: where it cannot be kept or
/// given back, the agent is told what the host knows instead, and no turn fails for it.
/// </summary>
internal sealed partial class RunSessions(
    ISandboxEngine engine,
    SessionFiles files,
    HarnessCatalog harnesses,
    RunStateChanger changer,
    TimeProvider time,
    ILogger<RunSessions> logger)
{
    private const string Home = "/home/agent";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    /// <summary>Takes the session of a run at rest out of its sandbox; after the last message, so that nobody waits for it.</summary>
    public async Task KeepAsync(Run run, CancellationToken cancellationToken)
    {
        if (run is not { Sandbox: { } sandbox, SessionStarted: true } || harnesses.Find(run.Harness) is not { SessionPaths.Count: > 0 } harness)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var written = await engine.ExportAsync(sandbox, Home, harness.SessionPaths, files.Begin(run.Id), files.MaxBytes, either.Token);
            if (written is null or 0)
            {
                // An older state of the session would be a wrong memory.
                Log.NothingKept(logger, run.Id, written is null ? "It is larger than Sandbox:MaxSessionMb." : "There is none.");
                files.Remove(run.Id);
                return;
            }

            files.Keep(run.Id);
            if (run.KeptSession != run.SessionId)
            {
                await changer.UpdateAsync(run.Id, AnyState, current => current.SessionId == run.SessionId ? current with { KeptSession = run.SessionId } : current, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is SandboxException or IOException or UnauthorizedAccessException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NothingKept(logger, run.Id, exception.Message);
        }
    }

    /// <summary>Gives a sandbox that was just made the session that the run had before.</summary>
    /// <returns>Whether it is there and can be resumed.</returns>
    public async Task<bool> RestoreAsync(Run run, SandboxId sandbox, CancellationToken cancellationToken)
    {
        if (run.KeptSession != run.SessionId || files.Find(run.Id) is not { } file)
        {
            return false;
        }

        try
        {
            await engine.ImportAsync(sandbox, Home, file, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SandboxException or IOException or UnauthorizedAccessException)
        {
            Log.NotRestored(logger, run.Id, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1165, Level = LogLevel.Information, Message = "The agent's session of run {RunId} is not kept: {Problem}")]
        public static partial void NothingKept(ILogger logger, RunId runId, string problem);

        [LoggerMessage(EventId = 1166, Level = LogLevel.Warning, Message = "The agent's session of run {RunId} could not be given to its new sandbox: {Problem}")]
        public static partial void NotRestored(ILogger logger, RunId runId, string problem);
    }
}
