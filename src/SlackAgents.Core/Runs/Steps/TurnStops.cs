using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Ends a turn that is asked to stop: the harness is asked first, and after the grace it is ended by force.</summary>
internal sealed partial class TurnStops(ISandboxEngine engine, TurnLimits limits, ILogger<TurnStops> logger)
{
    private static readonly TimeSpan ForcedStop = TimeSpan.FromSeconds(3);

    /// <summary>Returns when <paramref name="over"/> is cancelled, or after it has ended the sandbox.</summary>
    public async Task StopWhenAskedAsync(SandboxId sandbox, IHarness harness, LiveRun live, TurnInput input, CancellationToken over)
    {
        if (!await AskedAsync(live.Stopping, over))
        {
            return;
        }

        live.Enter(RunPhase.Stop);
        try
        {
            await AskAsync(harness, live, input, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return;
        }

        await ForceAsync(sandbox, live.Id, over);
    }

    /// <summary>The grace begins with the wish: a write that an engine in trouble does not take holds no stop up.</summary>
    private async Task AskAsync(IHarness harness, LiveRun live, TurnInput input, CancellationToken over)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(over);
        var asking = InterruptAsync(harness, live, input, patience.Token);
        try
        {
            await limits.GiveGraceAsync(over);
        }
        finally
        {
            await patience.CancelAsync();
            await asking;
        }
    }

    /// <remarks>Does not throw.</remarks>
    private async Task InterruptAsync(IHarness harness, LiveRun live, TurnInput input, CancellationToken patience)
    {
        try
        {
            if (harness.Interrupt($"stop-{live.Id}-{live.Turn}") is { } interrupt)
            {
                await input.WriteAsync(interrupt, patience);
            }

            await input.EndAsync(patience);
        }
        catch (SandboxException exception)
        {
            Log.NotTaken(logger, live.Id, exception.Message);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Log.NotTaken(logger, live.Id, "It did not read its input in time.");
        }
    }

    /// <summary>Until it has worked: an engine that restarts takes the stop when it is back.</summary>
    private async Task ForceAsync(SandboxId sandbox, RunId run, CancellationToken cancellationToken)
    {
        try
        {
            while (!await TryForceAsync(sandbox, run, cancellationToken))
            {
                await limits.GiveGraceAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It ended in the meantime, or this process leaves and the next one stops it.
        }
    }

    private async Task<bool> TryForceAsync(SandboxId sandbox, RunId run, CancellationToken cancellationToken)
    {
        try
        {
            await engine.StopAsync(sandbox, ForcedStop, cancellationToken);
            return true;
        }
        catch (SandboxException exception) when (exception.Failure == SandboxFailure.Missing)
        {
            return true;
        }
        catch (SandboxException exception)
        {
            Log.NotTaken(logger, run, exception.Message);
            return false;
        }
    }

    private static async Task<bool> AskedAsync(CancellationToken asked, CancellationToken over)
    {
        var either = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = asked.UnsafeRegister(_ => either.TrySetResult(true), null);
        await using var second = over.UnsafeRegister(_ => either.TrySetResult(false), null);
        return await either.Task;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1131, Level = LogLevel.Warning, Message = "Run {RunId}: the sandbox did not take the stop: {Problem}")]
        public static partial void NotTaken(ILogger logger, RunId runId, string problem);
    }
}
