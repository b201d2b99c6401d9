using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Steps;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Carries one run from wherever its stored state says it is to its rest. The stored state is all it goes by, so taking
/// up a run after a crash is the same code as going on with it.
/// </summary>
internal sealed partial class RunWorker(IRunStore store, LiveRuns liveRuns, RunSteps steps, TurnEnding ending, ILogger<RunWorker> logger)
{
    /// <summary>A step may find that it is not its turn (a stop came in between), but not again and again.</summary>
    private const int MaxIdleSteps = 5;

    /// <summary>Works until the run is at rest, or until <paramref name="handOver"/>: then the sandbox is left running.</summary>
    /// <remarks>Does not throw.</remarks>
    public async Task WorkAsync(RunId id, CancellationToken handOver)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["RunId"] = id.Value });
        if (liveRuns.TryAdd(id) is not { } live)
        {
            return;
        }

        try
        {
            await CarryAsync(id, live, handOver);
        }
        catch (OperationCanceledException) when (handOver.IsCancellationRequested)
        {
            Log.HandedOver(logger, id);
        }
        catch (Exception exception)
        {
            // The boundary of a run: whatever went wrong ends this run with a message, never the process or another run.
            Log.Failed(logger, exception, id);
            await FailAsync(id, handOver);
        }
        finally
        {
            live.Steps.Leave();
            await liveRuns.RemoveAsync(live);
        }
    }

    private async Task CarryAsync(RunId id, LiveRun live, CancellationToken handOver)
    {
        await steps.RestoreAsync(live, handOver);
        var idle = 0;
        while (await store.GetAsync(id, handOver) is { } run)
        {
            if (run.AtRest)
            {
                live.Steps.Leave();
                await steps.KeepSessionAsync(run, handOver);
                return;
            }

            handOver.ThrowIfCancellationRequested();
            live.Saw(run);
            await steps.StepAsync(run, live, handOver);
            var after = await store.GetAsync(id, handOver);
            if (after is { State: RunState.Queued } && after.Turn != run.Turn && !await steps.WasInterruptedAsync(run, handOver))
            {
                return; // a follow-up waits: it queues like everybody else, unless the turn gave its place up for it
            }

            idle = after?.Version == run.Version ? idle + 1 : 0;
            if (idle >= MaxIdleSteps)
            {
                throw new InvalidOperationException($"Run {id} stays {run.State}: its step changes nothing.");
            }
        }
    }

    private async Task FailAsync(RunId id, CancellationToken cancellationToken)
    {
        try
        {
            await steps.EndSandboxAsync(id, cancellationToken);
            if (await store.GetAsync(id, cancellationToken) is { AtRest: false } run)
            {
                await ending.EndAsync(run, RunState.Failed, ReasonCode.InternalError, null, RunStates.UnderWay, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.HandedOver(logger, id);
        }
        catch (Exception exception)
        {
            Log.CouldNotFail(logger, exception, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1110, Level = LogLevel.Information, Message = "Run {RunId} is handed over: its sandbox goes on, the next process takes it up")]
        public static partial void HandedOver(ILogger logger, RunId runId);

        [LoggerMessage(EventId = 1111, Level = LogLevel.Error, Message = "Run {RunId} failed in a way that nobody foresaw")]
        public static partial void Failed(ILogger logger, Exception exception, RunId runId);

        [LoggerMessage(EventId = 1112, Level = LogLevel.Critical, Message = "Run {RunId} could not even be marked as failed; the scheduler takes it up again")]
        public static partial void CouldNotFail(ILogger logger, Exception exception, RunId runId);
    }
}
