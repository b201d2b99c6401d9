using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// Removes sandboxes that nobody needs: of runs at rest for longer than <see cref="SandboxOptions.Keep"/>, and of runs that
/// the store does not know.
/// </summary>
internal sealed partial class SandboxReaper(
    ISandboxEngine engine,
    ISandboxOwners owners,
    IOptions<SandboxOptions> options,
    TimeProvider time,
    ILogger<SandboxReaper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>A container is made before its run is marked as having it; this young, it is left alone.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(2);

    /// <summary>One round.</summary>
    /// <returns>How many sandboxes were removed.</returns>
    public async Task<int> ReapAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var sandbox in await engine.ListAsync(cancellationToken))
        {
            var verdict = await JudgeAsync(sandbox, cancellationToken);
            if (verdict is null)
            {
                continue;
            }

            Log.Removing(logger, sandbox.Id, sandbox.Run, verdict);
            await engine.RemoveAsync(sandbox.Id, cancellationToken);
            if (sandbox.Run is { } run)
            {
                await owners.ForgetAsync(run, cancellationToken);
            }

            removed++;
        }

        return removed;
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
                catch (SandboxException exception)
                {
                    Log.Failed(logger, exception.Message);
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

        return owner.AtRestSince is { } since && now - since > options.Value.Keep ? "its run has been at rest for too long" : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1400, Level = LogLevel.Information, Message = "Removing sandbox {Sandbox} of run {RunId}: {Verdict}")]
        public static partial void Removing(ILogger logger, SandboxId sandbox, RunId? runId, string verdict);

        [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Sandboxes could not be looked through: {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
