using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// Removes sandboxes that nobody needs: of runs at rest for longer than <see cref="SandboxOptions.Keep"/>, and of runs that
/// the store does not know. And what is kept of the agents' sessions for too long.
/// </summary>
internal sealed partial class SandboxReaper(
    ISandboxEngine engine,
    ISandboxOwners owners,
    SessionFiles sessions,
    IOptions<SandboxOptions> options,
    TimeProvider time,
    ILogger<SandboxReaper> logger) : BackgroundService
{
    /// <summary>A turn that could not be ended when its run did, with an engine in trouble.</summary>
    private const string StillRunning = "its run is at rest, but it runs";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>A container is made before its run is marked as having it; this young, it is left alone.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(2);

    /// <summary>One round.</summary>
    /// <returns>How many sandboxes were removed.</returns>
    public async Task<int> ReapAsync(CancellationToken cancellationToken)
    {
        // First: an engine in trouble keeps no file.
        sessions.RemoveOld();
        var removed = 0;
        foreach (var sandbox in await engine.ListAsync(cancellationToken))
        {
            if (await JudgeAsync(sandbox, cancellationToken) is null)
            {
                continue;
            }

            // Under the claim nobody can take the run up; what was seen before it may have changed.
            await using var claim = sandbox.Run is { } run ? await owners.ClaimAsync(run, cancellationToken) : null;
            if ((sandbox.Run is null || claim is not null) && await JudgeAsync(sandbox, cancellationToken) is { } verdict)
            {
                await RemoveAsync(sandbox, verdict, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private async Task RemoveAsync(SandboxListing sandbox, string verdict, CancellationToken cancellationToken)
    {
        if (verdict == StillRunning)
        {
            Log.Stopping(logger, sandbox.Id, sandbox.Run);
            await engine.StopAsync(sandbox.Id, TimeSpan.Zero, cancellationToken);
            return;
        }

        Log.Removing(logger, sandbox.Id, sandbox.Run, verdict);
        await engine.RemoveAsync(sandbox.Id, cancellationToken);
        if (sandbox.Run is { } run)
        {
            await owners.ForgetAsync(run, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await ReapAsync(stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // An engine, a store or a file in trouble: the next round tries again, and the host goes on.
                    Log.Failed(logger, exception, exception.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown.
        }
    }

    private async Task<string?> JudgeAsync(SandboxListing sandbox, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - sandbox.CreatedAt < Young)
        {
            return null;
        }

        if (sandbox.Run is not { } run || await owners.FindAsync(run, cancellationToken) is not { } owner)
        {
            return "no run knows it";
        }

        return owner.AtRestSince is not { } since ? null
            : now - since > options.Value.Keep ? "its run has been at rest for too long"
            : sandbox.State == SandboxState.Running && now - since > Young ? StillRunning
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1400, Level = LogLevel.Information, Message = "Removing sandbox {Sandbox} of run {RunId}: {Verdict}")]
        public static partial void Removing(ILogger logger, SandboxId sandbox, RunId? runId, string verdict);

        [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Sandboxes could not be looked through: {Problem}")]
        public static partial void Failed(ILogger logger, Exception exception, string problem);

        [LoggerMessage(EventId = 1402, Level = LogLevel.Warning, Message = "Stopping sandbox {Sandbox} of run {RunId}, which is at rest")]
        public static partial void Stopping(ILogger logger, SandboxId sandbox, RunId? runId);
    }
}
