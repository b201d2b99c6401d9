using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Follows one turn: reads the output, closes the harness's input after its last word, watches the limits, and carries
/// out a stop. Started again on a turn that is half read, it reads it from the turn's beginning: what is stored already
/// is recognised by its keys.
/// </summary>
internal sealed partial class TurnConductor(
    ISandboxEngine engine,
    HarnessCatalog harnesses,
    TurnBriefing briefing,
    TurnOutput output,
    TurnLimits limits,
    ILogger<TurnConductor> logger)
{
    /// <summary>Ends the harness's input; <c>src/sandbox/turn</c> takes it out of the stream.</summary>
    private const string EndOfInput = """{"type":"slackagents.end"}""";

    private static readonly TimeSpan ForcedStop = TimeSpan.FromSeconds(3);

    public async Task<TurnResult> ConductAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        var sandbox = run.Sandbox ?? throw new InvalidOperationException($"Run {run.Id} has no sandbox.");
        var harness = harnesses.Get(run.Harness);
        var reader = harness.CreateReader(await briefing.DescribeAsync(run, freshSandbox: false, handOver));
        var before = await engine.InspectAsync(sandbox, measure: false, handOver);
        if (before.State == SandboxState.Missing)
        {
            throw new SandboxException(SandboxFailure.Missing, "The sandbox is gone.");
        }

        if (before.State == SandboxState.Created)
        {
            return new TurnResult(new HarnessOutcome(ReasonCode.HarnessInterrupted, "The sandbox was never started.", string.Empty, null, 0, null), null);
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(handOver);
        var watching = limits.WatchAsync(run, live, output.MeterOf(run.Id), over.Token);
        var stopping = StopWhenAskedAsync(sandbox, harness, live, over.Token);
        TurnReading reading;
        try
        {
            reading = await output.ReadAsync(run, live, reader, () => EndInputAsync(sandbox, run.Id, handOver), handOver);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(watching, stopping);
        }

        var after = await engine.InspectAsync(sandbox, measure: false, handOver);
        return new TurnResult(output.Clean(Judge(reader, reading, after)), reading.Cursor);
    }

    private static HarnessOutcome Judge(IHarnessReader reader, TurnReading reading, SandboxStatus after)
    {
        var outcome = reader.Conclude(reading.Exit?.Code ?? after.ExitCode, after.OutOfMemory);
        return outcome switch
        {
            _ when reading.FailedStep is { } failed && outcome.SessionId is null => outcome with { Reason = ReasonCode.WorkspaceFailed, Detail = failed },
            // Whatever its last words were: somebody took the sandbox away.
            { Reason: not ReasonCode.Completed } when after.State == SandboxState.Missing => outcome with { Reason = ReasonCode.SandboxLost },
            // "Finished without changes" would be a lie about work that only did not get out.
            { Reason: ReasonCode.Completed } when reading.UnsavedStep is { } unsaved => outcome with { Reason = ReasonCode.WorkNotHandedOver, Detail = unsaved },
            _ => outcome,
        };
    }

    private async Task EndInputAsync(SandboxId sandbox, RunId run, CancellationToken cancellationToken)
    {
        try
        {
            await engine.WriteInputAsync(sandbox, EndOfInput, cancellationToken);
        }
        catch (SandboxException exception)
        {
            // It may have ended by itself; if not, the silence limit ends it.
            Log.InputNotEnded(logger, run, exception.Message);
        }
    }

    private async Task StopWhenAskedAsync(SandboxId sandbox, IHarness harness, LiveRun live, CancellationToken cancellationToken)
    {
        if (!await AskedAsync(live.Stopping, cancellationToken))
        {
            return;
        }

        live.Enter("stopping");
        try
        {
            if (harness.Interrupt($"stop-{live.Id}-{live.Turn}") is { } interrupt)
            {
                await engine.WriteInputAsync(sandbox, interrupt, cancellationToken);
            }

            await engine.WriteInputAsync(sandbox, EndOfInput, cancellationToken);
            await limits.GiveGraceAsync(cancellationToken);
        }
        catch (SandboxException exception)
        {
            Log.InputNotEnded(logger, live.Id, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await ForceAsync(sandbox, live.Id, cancellationToken);
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
        catch (SandboxException exception)
        {
            Log.InputNotEnded(logger, run, exception.Message);
            return exception.Failure == SandboxFailure.Missing;
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
        [LoggerMessage(EventId = 1130, Level = LogLevel.Warning, Message = "Run {RunId}: the sandbox did not take the end of its input or the stop: {Problem}")]
        public static partial void InputNotEnded(ILogger logger, RunId runId, string problem);
    }
}
