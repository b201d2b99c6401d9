using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>Which reason a turn's error speaks of: by its kind, then by HTTP status, then by its words.</summary>
internal static class CodexFailure
{
    public static ReasonCode Of(CodexError error) => error.Kind switch
    {
        "usageLimitExceeded" => ReasonCode.ProviderOutOfCredit,
        "rateLimitExceeded" => OutOfCreditOr(error, ReasonCode.ProviderRateLimited),
        "serverOverloaded" or "flexUnavailable" or "policyCapacityUnavailable" => ReasonCode.ProviderOverloaded,
        "modelNotFound" => ReasonCode.ModelUnknown,
        "internalServerError" => ReasonCode.ProviderError,
        "unauthorized" => ReasonCode.ProviderKeyRejected,
        "badRequest" => Refused(error),
        "contextWindowExceeded" or "cyberPolicy" or "misalignmentPolicyViolation" or "inferenceHookDenied" => ReasonCode.ProviderRefusedRequest,
        "sessionBudgetExceeded" => ReasonCode.HarnessBudget,
        "sandboxError" or "threadRollbackFailed" or "tooManyDenials" => ReasonCode.HarnessCrashed,
        _ => ByStatus(error),
    };

    private static ReasonCode ByStatus(CodexError error) => error.Status switch
    {
        401 => ReasonCode.ProviderKeyRejected,
        402 => ReasonCode.ProviderOutOfCredit,
        403 => ReasonCode.ProviderForbidden,
        404 => NamesModel(error) ? ReasonCode.ModelUnknown : ReasonCode.ProviderRefusedRequest,
        408 => ReasonCode.ProviderUnreachable,
        429 => OutOfCreditOr(error, ReasonCode.ProviderRateLimited),
        503 or 529 => ReasonCode.ProviderOverloaded,
        >= 400 and < 500 => Refused(error),
        >= 500 => ReasonCode.ProviderError,
        _ => ByWords(error),
    };

    // A cut stream is "other", a connection that never was has its kind but no status, and a 400 is the provider's raw
    // answer as the message and "other" again.
    private static ReasonCode ByWords(CodexError error)
    {
        if (Has(error, "stream disconnected", "error decoding response body", "idle timeout", "connection reset", "closed before"))
        {
            return ReasonCode.ProviderStreamCut;
        }

        if (error.Kind is "httpConnectionFailed" || Has(error, "Connection failed", "error sending request", "connection refused", "timed out", "dns error"))
        {
            return ReasonCode.ProviderUnreachable;
        }

        return Has(error, "invalid_request_error") ? Refused(error) : OutOfCreditOr(error, ReasonCode.ProviderError);
    }

    private static ReasonCode Refused(CodexError error) => NamesModel(error) ? ReasonCode.ModelUnknown : ReasonCode.ProviderRefusedRequest;

    // The provider words an empty account as 429.
    private static ReasonCode OutOfCreditOr(CodexError error, ReasonCode other) =>
        Has(error, "insufficient_quota", "exceeded your current quota", "Quota exceeded") ? ReasonCode.ProviderOutOfCredit : other;

    private static bool NamesModel(CodexError error) => Has(error, "model_not_found") || (Has(error, "model") && Has(error, "does not exist", "not found", "not supported", "unknown model"));

    private static bool Has(CodexError error, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (error.Cause.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
