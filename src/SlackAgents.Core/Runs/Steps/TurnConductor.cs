using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Follows one turn: reads the output, closes the harness's input after its last word, and judges what came out; limits,
/// stops and steering go on beside it. Started again on a turn that is half read, it reads it from the turn's beginning: what is stored already
/// is recognised by its keys.
/// </summary>
internal sealed partial class TurnConductor(
    ISandboxEngine engine,
    HarnessCatalog harnesses,
    TurnBriefing briefing,
    TurnOutput output,
    TurnWatch watch,
    ILogger<TurnConductor> logger)
{
    public async Task<TurnResult> ConductAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        var sandbox = run.Sandbox ?? throw new InvalidOperationException($"Run {run.Id} has no sandbox.");
        var harness = harnesses.Get(run.Harness);
        var turn = await briefing.DescribeAsync(run, handOver);
        var reader = harness.CreateReader(turn);
        var before = await engine.InspectAsync(sandbox, measure: false, handOver);
        if (before.State == SandboxState.Missing)
        {
            throw new SandboxException(SandboxFailure.Missing, "The sandbox is gone.");
        }

        if (before.State == SandboxState.Created)
        {
            return new TurnResult(new HarnessOutcome(ReasonCode.HarnessInterrupted, "The sandbox was never started.", string.Empty, null, 0, null), turn.PromptId, null);
        }

        using var input = new TurnInput(engine, sandbox);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(handOver);
        var watching = watch.WatchAsync(run, harness, live, input, output.MeterOf(run.Id), over.Token);
        TurnReading reading;
        try
        {
            reading = await output.ReadAsync(run, live, reader, () => EndInputAsync(input, run.Id, handOver), handOver);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }

        var after = await engine.InspectAsync(sandbox, measure: false, handOver);
        return new TurnResult(output.Clean(Judge(reader, reading, after, live)), turn.PromptId, reading.Cursor, reading.UnknownLines);
    }

    /// <summary>Failures that some harnesses cannot tell apart; the gateway has seen which it was.</summary>
    private static readonly ReasonCode[] Vague =
    [
        ReasonCode.ProviderError, ReasonCode.ProviderUnreachable, ReasonCode.ProviderRefusedRequest, ReasonCode.ProviderForbidden, ReasonCode.HarnessProtocol,
    ];

    private static HarnessOutcome Judge(IHarnessReader reader, TurnReading reading, SandboxStatus after, LiveRun live)
    {
        var outcome = reader.Conclude(reading.Exit?.Code ?? after.ExitCode, after.OutOfMemory);
        return outcome switch
        {
            _ when reading.FailedStep is { } failed && outcome.SessionId is null => outcome with { Reason = ReasonCode.WorkspaceFailed, Detail = failed },
            // Whatever its last words were: somebody took the sandbox away.
            { Reason: not ReasonCode.Completed } when after.State == SandboxState.Missing => outcome with { Reason = ReasonCode.SandboxLost },
            // "Finished without changes" would be a lie about work that only did not get out.
            { Reason: ReasonCode.Completed } when reading.UnsavedStep is { } unsaved => outcome with { Reason = ReasonCode.WorkNotHandedOver, Detail = unsaved },
            _ when Vague.Contains(outcome.Reason) && live.ProviderTrouble is { } trouble => outcome with { Reason = trouble },
            _ => outcome,
        };
    }

    private async Task EndInputAsync(TurnInput input, RunId run, CancellationToken cancellationToken)
    {
        try
        {
            await input.EndAsync(cancellationToken);
        }
        catch (SandboxException exception)
        {
            // It may have ended by itself; if not, the silence limit ends it.
            Log.InputNotEnded(logger, run, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1130, Level = LogLevel.Warning, Message = "Run {RunId}: the sandbox did not take the end of its input: {Problem}")]
        public static partial void InputNotEnded(ILogger logger, RunId runId, string problem);
    }
}
