using System.Globalization;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// Judges a turn. Success needs an answer to the last prompt that says so, nothing of the agent that says otherwise, and
/// an exit code that does not contradict it. Some agents tell a failure as if the model had said it and end the turn well.
/// </summary>
internal static class AcpVerdict
{
    private const int SignalBase = 128;
    private const int Killed = 137;

    public static HarnessOutcome Judge(AcpEvidence evidence, AcpQuirks quirks, int? exitCode, bool outOfMemory)
    {
        var (reason, detail) = evidence.Answer is { } answer
            ? Answered(evidence, quirks, answer, exitCode, outOfMemory)
            : Unanswered(evidence, exitCode, outOfMemory);
        return new HarnessOutcome(
            reason,
            detail is null ? null : BoundedText.Cut(detail, AcpEvidence.MaxDetail),
            reason == ReasonCode.Completed ? evidence.FinalText : string.Empty,
            evidence.SessionId,
            evidence.ModelTurns,
            evidence.CostUsd);
    }

    private static (ReasonCode Reason, string? Detail) Answered(AcpEvidence evidence, AcpQuirks quirks, AcpAnswer answer, int? exitCode, bool outOfMemory)
    {
        if (answer.Failure is { } failure)
        {
            return (failure.Reason ?? (FailureWords.IsLostSession(failure.Message) ? ReasonCode.HarnessSessionLost : ReasonCode.HarnessCrashed), failure.Message);
        }

        return answer.Stop switch
        {
            "end_turn" when Hidden(evidence, quirks, answer) is { } hidden => (hidden.Reason ?? ReasonCode.ProviderError, hidden.Message),
            "end_turn" => Ended(evidence, exitCode, outOfMemory),
            "cancelled" => (ReasonCode.HarnessInterrupted, "The agent was told to stop."),
            "max_turn_requests" => (ReasonCode.HarnessMaxTurns, "The agent stopped at its limit of model calls."),
            "max_tokens" => (ReasonCode.HarnessMaxTurns, "The model's answer reached its greatest length."),
            "refusal" => (ReasonCode.ProviderRefusedRequest, "The model refused to go on."),
            _ => (ReasonCode.HarnessProtocol, $"The agent stopped for a reason that is not known: {answer.Stop}"),
        };
    }

    /// <summary>The failure that stands behind a good end.</summary>
    private static AcpFailure? Hidden(AcpEvidence evidence, AcpQuirks quirks, AcpAnswer answer)
    {
        if (evidence.SaidFailure is { } said)
        {
            return said;
        }

        return quirks.EndWithoutUsageIsFailure && !answer.HasUsage
            ? AcpFailure.OfText(evidence.FinalText.Length > 0 ? evidence.FinalText : evidence.PendingRetry ?? "The agent ended the turn without a call of the model.")
            : null;
    }

    // After its last word the driver ends the agent: how that one takes it says nothing about the turn.
    private static (ReasonCode Reason, string? Detail) Ended(AcpEvidence evidence, int? exitCode, bool outOfMemory) =>
        evidence.TurnEnded || exitCode is null or 0 or > SignalBase
            ? (ReasonCode.Completed, null)
            : (outOfMemory ? ReasonCode.MemoryLimit : ReasonCode.HarnessCrashed, Account(evidence, exitCode, "after its answer"));

    private static (ReasonCode Reason, string? Detail) Unanswered(AcpEvidence evidence, int? exitCode, bool outOfMemory)
    {
        var account = Account(evidence, exitCode, "without an answer");
        if (outOfMemory)
        {
            return (ReasonCode.MemoryLimit, account);
        }

        var setup = evidence.SetupFailure;
        var said = setup is null ? evidence.ErrorTail : $"{setup.Message}\n{evidence.ErrorTail}";
        return exitCode switch
        {
            DriverLines.StartExitCode => (ReasonCode.HarnessUnavailable, said),
            Killed => (ReasonCode.HarnessCrashed, account),
            _ when setup?.Reason is { } reason => (reason, said),
            _ when (setup is not null || exitCode == DriverLines.ProtocolExitCode) && FailureWords.IsLostSession(said) => (ReasonCode.HarnessSessionLost, said),
            _ when setup is not null => (ReasonCode.HarnessProtocol, said),
            DriverLines.ProtocolExitCode => (ReasonCode.HarnessProtocol, said.Length > 0 ? said : account),
            0 => (ReasonCode.HarnessInterrupted, account),
            _ => (ReasonCode.HarnessCrashed, account),
        };
    }

    private static string Account(AcpEvidence evidence, int? exitCode, string when)
    {
        var how = exitCode switch
        {
            null => "The process ended without an exit code",
            > SignalBase and <= SignalBase + 64 => string.Create(CultureInfo.InvariantCulture, $"The process was ended by signal {exitCode - SignalBase}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"The process ended with exit code {exitCode}"),
        };
        var retry = evidence.PendingRetry is { } pending ? $" It was retrying a model call ({pending})." : string.Empty;
        var errors = evidence.ErrorTail;
        return $"{how} {when}.{retry}{(errors.Length == 0 ? string.Empty : "\n" + errors)}";
    }
}
