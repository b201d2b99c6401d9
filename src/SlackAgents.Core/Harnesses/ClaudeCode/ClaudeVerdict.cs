using System.Globalization;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>
/// Judges a turn. Success needs a result whose three marks agree and an exit code that does not contradict it;
/// everything else is a failure with a reason, and what cannot be told apart is called a crash or a broken protocol.
/// </summary>
internal static class ClaudeVerdict
{
    private const int SignalBase = 128;
    private const int Killed = 137;

    public static HarnessOutcome Judge(ClaudeEvidence evidence, int? exitCode, bool outOfMemory)
    {
        var (reason, detail) = evidence is { Result: { } result, RoundIsOpen: false }
            ? WithResult(evidence, result, exitCode, outOfMemory)
            : WithoutResult(evidence, exitCode, outOfMemory);
        var answer = evidence is { Result: { Succeeded: true } last, RoundIsOpen: false } ? last.Text : string.Empty;
        return new HarnessOutcome(
            reason,
            detail is null ? null : BoundedText.Cut(detail, ClaudeEvidence.MaxDetail),
            answer,
            evidence.SessionId,
            evidence.ModelTurns,
            evidence.CostUsd);
    }

    private static (ReasonCode Reason, string? Detail) WithResult(ClaudeEvidence evidence, ClaudeResult result, int? exitCode, bool outOfMemory)
    {
        if (!result.Succeeded)
        {
            return (Failure(evidence, result), result.Message);
        }

        // After its last word the process may be ended by a signal of ours (or by the engine); any other code
        // contradicts the result.
        var agrees = exitCode is null or 0 or > SignalBase;
        return agrees
            ? (ReasonCode.Completed, null)
            : (outOfMemory ? ReasonCode.MemoryLimit : ReasonCode.HarnessCrashed, Ended(evidence, exitCode));
    }

    private static ReasonCode Failure(ClaudeEvidence evidence, ClaudeResult result) => result switch
    {
        { Subtype: "error_max_turns" } or { TerminalReason: "max_turns" } => ReasonCode.HarnessMaxTurns,
        { Subtype: "error_max_budget_usd" } or { TerminalReason: "budget_exhausted" } => ReasonCode.HarnessBudget,
        { TerminalReason: { } reason } when reason.StartsWith("aborted", StringComparison.Ordinal) => ReasonCode.HarnessInterrupted,
        { Status: not null } or { ApiError: not null } or { TerminalReason: "api_error" } => ProviderFailure.Of(result, evidence.ApiErrorKind),
        _ when IsLostSession(result.Errors) || IsLostSession(evidence.Errors.Tail) => ReasonCode.HarnessSessionLost,
        // Says both that it went well and that it did not.
        { IsError: false } => ReasonCode.HarnessProtocol,
        _ => ReasonCode.HarnessCrashed,
    };

    private static (ReasonCode Reason, string? Detail) WithoutResult(ClaudeEvidence evidence, int? exitCode, bool outOfMemory)
    {
        var errors = evidence.Errors.Tail;
        return exitCode switch
        {
            null or Killed when outOfMemory => (ReasonCode.MemoryLimit, Ended(evidence, exitCode)),
            _ when evidence.WasDuplicate =>
                (ReasonCode.HarnessInterrupted, "The session had this message already, from an attempt that was cut short, and did nothing with it now."),
            _ when IsLostSession(errors) => (ReasonCode.HarnessSessionLost, errors),
            _ when errors.Contains("is already in use", StringComparison.Ordinal) || errors.Contains("Error parsing streaming input", StringComparison.Ordinal) =>
                (ReasonCode.HarnessProtocol, errors),
            // SIGINT in the first milliseconds of a tool ends the CLI with 0 and without a word.
            0 => (ReasonCode.HarnessInterrupted, Ended(evidence, exitCode)),
            _ => (outOfMemory ? ReasonCode.MemoryLimit : ReasonCode.HarnessCrashed, Ended(evidence, exitCode)),
        };
    }

    private static bool IsLostSession(string text) => text.Contains("No conversation found", StringComparison.Ordinal);

    private static string Ended(ClaudeEvidence evidence, int? exitCode)
    {
        var how = exitCode switch
        {
            null => "The process ended without an exit code",
            > SignalBase and <= SignalBase + 64 => string.Create(CultureInfo.InvariantCulture, $"The process was ended by signal {exitCode - SignalBase}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"The process ended with exit code {exitCode}"),
        };
        var result = evidence.Result is null || evidence.RoundIsOpen ? " and without a result." : " after its result.";
        var retry = evidence.PendingRetry is { } pending ? $" It was retrying a model call ({pending})." : string.Empty;
        var errors = evidence.Errors.Tail;
        return how + result + retry + (errors.Length == 0 ? string.Empty : "\n" + errors);
    }
}
