using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>Which failure of the model provider a result speaks of: by its kind, then by HTTP status, then by its words.</summary>
internal static class ProviderFailure
{
    public static ReasonCode Of(ClaudeResult result, string? kind) => (kind, result.Status) switch
    {
        // The provider words an empty account as 400; the CLI knows better.
        ("billing_error", _) or (_, 402) => ReasonCode.ProviderOutOfCredit,
        ("model_not_found", _) => ReasonCode.ModelUnknown,
        (_, 401) => ReasonCode.ProviderKeyRejected,
        // The CLI's kind is authentication_failed here too.
        (_, 403) => ReasonCode.ProviderForbidden,
        (_, 404) => NamesModel(result) ? ReasonCode.ModelUnknown : ReasonCode.ProviderRefusedRequest,
        (_, 408) => ReasonCode.ProviderUnreachable,
        (_, 429) => ReasonCode.ProviderRateLimited,
        (_, 529) => ReasonCode.ProviderOverloaded,
        (_, >= 400 and < 500) => ReasonCode.ProviderRefusedRequest,
        (_, >= 500) => ReasonCode.ProviderError,
        _ => WithoutStatus(result),
    };

    // No answer at all. The CLI gives the error code of the socket in its sentence, and nothing else to tell a
    // connection that never was from one that broke off.
    private static ReasonCode WithoutStatus(ClaudeResult result)
    {
        if (Has(result, "ECONNRESET", "EPIPE", "socket hang up", "terminated", "was lost", "closed unexpectedly", "aborted", "Premature close", "incomplete"))
        {
            return ReasonCode.ProviderStreamCut;
        }

        return result.ApiError is "connection_failed" || Has(result, "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "timed out", "Unable to connect")
            ? ReasonCode.ProviderUnreachable
            : ReasonCode.ProviderError;
    }

    private static bool NamesModel(ClaudeResult result) => result.Text.Contains("model", StringComparison.OrdinalIgnoreCase);

    private static bool Has(ClaudeResult result, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (result.Message.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
