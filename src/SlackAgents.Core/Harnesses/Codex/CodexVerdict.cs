using System.Globalization;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>
/// Judges a turn by the last word on it. The exit code alone says nothing: Codex ends with 0 after a failed turn, and a
/// SIGTERM in the middle of a command ends it with 0 as well.
/// </summary>
internal static class CodexVerdict
{
    private const int SignalBase = 128;
    private const int Killed = 137;

    public static HarnessOutcome Judge(CodexEvidence evidence, int? exitCode, bool outOfMemory)
    {
        var (reason, detail) = evidence.Status switch
        {
            "completed" => Completed(evidence, exitCode, outOfMemory),
            "failed" => (CodexFailure.Of(evidence.Error), evidence.Error.Cause),
            "interrupted" => (ReasonCode.HarnessInterrupted, "The turn was interrupted."),
            _ => WithoutEnd(evidence, exitCode, outOfMemory),
        };
        return new HarnessOutcome(
            reason,
            detail is null ? null : BoundedText.Cut(detail, CodexEvidence.MaxDetail),
            reason == ReasonCode.Completed ? evidence.Answer : string.Empty,
            evidence.SessionId,
            evidence.ModelTurns,
            ReportedCostUsd: null);
    }

    private static (ReasonCode Reason, string? Detail) Completed(CodexEvidence evidence, int? exitCode, bool outOfMemory)
    {
        // After its last word the process may be ended by a signal of ours (or by the engine).
        var agrees = exitCode is null or 0 or > SignalBase;
        return agrees
            ? (ReasonCode.Completed, null)
            : (outOfMemory ? ReasonCode.MemoryLimit : ReasonCode.HarnessCrashed, Ended(evidence, exitCode));
    }

    private static (ReasonCode Reason, string? Detail) WithoutEnd(CodexEvidence evidence, int? exitCode, bool outOfMemory) => exitCode switch
    {
        null or Killed when outOfMemory => (ReasonCode.MemoryLimit, Ended(evidence, exitCode)),
        _ when IsLostSession(evidence.Refusal) || IsLostSession(evidence.Errors.Tail) => (ReasonCode.HarnessSessionLost, evidence.Refusal ?? evidence.Errors.Tail),
        DriverLines.StartExitCode => (ReasonCode.HarnessUnavailable, Ended(evidence, exitCode)),
        DriverLines.ProtocolExitCode => (ReasonCode.HarnessProtocol, Ended(evidence, exitCode)),
        0 => (ReasonCode.HarnessInterrupted, Ended(evidence, exitCode)),
        _ => (outOfMemory ? ReasonCode.MemoryLimit : ReasonCode.HarnessCrashed, Ended(evidence, exitCode)),
    };

    private static bool IsLostSession(string? text) =>
        text is not null && (text.Contains("no rollout found", StringComparison.OrdinalIgnoreCase) || text.Contains("could not be resumed", StringComparison.Ordinal));

    private static string Ended(CodexEvidence evidence, int? exitCode)
    {
        var how = exitCode switch
        {
            null => "The process ended without an exit code",
            > SignalBase and <= SignalBase + 64 => string.Create(CultureInfo.InvariantCulture, $"The process was ended by signal {exitCode - SignalBase}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"The process ended with exit code {exitCode}"),
        };
        var result = evidence.Status is "completed" ? " after its turn." : " before its turn was done.";
        var retry = evidence.PendingRetry is { } pending ? $" It was retrying a model call ({pending})." : string.Empty;
        var refusal = evidence.Refusal is { Length: > 0 } words ? "\n" + words : string.Empty;
        var errors = evidence.Errors.Tail;
        return how + result + retry + refusal + (errors.Length == 0 ? string.Empty : "\n" + errors);
    }
}
