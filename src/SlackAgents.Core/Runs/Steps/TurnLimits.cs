using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Watches what bounds a turn, and stops the run with the limit's own reason.</summary>
internal sealed partial class TurnLimits(
    ISandboxEngine engine,
    RunStops stops,
    IOptions<RunsOptions> runs,
    IOptions<SandboxOptions> sandboxes,
    TimeProvider time,
    ILogger<TurnLimits> logger)
{
    private const long Mebi = 1024 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Looks at the disk are walks over files: one for so many looks at the clock.</summary>
    private const int LooksPerMeasure = 5;

    public Task GiveGraceAsync(CancellationToken cancellationToken) => Task.Delay(runs.Value.StopGrace, time, cancellationToken);

    /// <summary>Returns when <paramref name="over"/> is cancelled, or after it has asked for the stop.</summary>
    public async Task WatchAsync(Run run, LiveRun live, OutputMeter meter, CancellationToken over)
    {
        var reached = new TaskCompletionSource<ReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnLimit(ReasonCode reason) => reached.TrySetResult(reason);
        live.LimitReached += OnLimit;
        try
        {
            using var timer = new PeriodicTimer(Look, time);
            var looks = 0;
            while (!reached.Task.IsCompleted)
            {
                await Task.WhenAny(timer.WaitForNextTickAsync(over).AsTask(), reached.Task);
                over.ThrowIfCancellationRequested();
                if (!reached.Task.IsCompleted && await LookAsync(run, live, meter, measure: ++looks % LooksPerMeasure == 0, over) is { } reason)
                {
                    reached.TrySetResult(reason);
                }
            }

            var hit = await reached.Task;
            Log.LimitReached(logger, run.Id, hit);
            await stops.StopAsync(run.Id, hit, null, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The turn is over.
        }
        finally
        {
            live.LimitReached -= OnLimit;
        }
    }

    private async Task<ReasonCode?> LookAsync(Run run, LiveRun live, OutputMeter meter, bool measure, CancellationToken cancellationToken)
    {
        if (live.WaitsForPerson)
        {
            meter.Count(0, time.GetUtcNow());
        }

        // Also looked at, not only heard of: it may have been used up before this turn, or before anybody listened.
        return live.UsedUp ?? await CheckAsync(run, meter, measure, cancellationToken);
    }

    private async Task<ReasonCode?> CheckAsync(Run run, OutputMeter meter, bool measure, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (run.TurnStartedAt is { } started && now - started >= runs.Value.TurnTimeout)
        {
            return ReasonCode.TimeLimit;
        }

        if (now - meter.LastAt >= runs.Value.SilenceTimeout)
        {
            return ReasonCode.SilenceLimit;
        }

        if (meter.Characters > runs.Value.MaxOutputMb * Mebi)
        {
            return ReasonCode.OutputLimit;
        }

        return measure && await WrittenAsync(run, cancellationToken) > sandboxes.Value.DiskMb * Mebi ? ReasonCode.DiskLimit : null;
    }

    private async Task<long> WrittenAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            return run.Sandbox is { } sandbox ? (await engine.InspectAsync(sandbox, measure: true, cancellationToken)).WrittenBytes ?? 0 : 0;
        }
        catch (SandboxException exception)
        {
            // An engine that restarts answers again at the next look.
            Log.NotMeasured(logger, run.Id, exception.Message);
            return 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1140, Level = LogLevel.Warning, Message = "Run {RunId} reached a limit: {Reason}")]
        public static partial void LimitReached(ILogger logger, RunId runId, ReasonCode reason);

        [LoggerMessage(EventId = 1141, Level = LogLevel.Debug, Message = "Run {RunId}: the sandbox's disk could not be measured: {Problem}")]
        public static partial void NotMeasured(ILogger logger, RunId runId, string problem);
    }
}
