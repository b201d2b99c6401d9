using System.Globalization;
using System.Text.RegularExpressions;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Which failure an agent's words speak of: by its kind, then by HTTP status, then by the words themselves.</summary>
internal static partial class FailureWords
{
    /// <summary>The HTTP status that a text names, in the spellings of the agents.</summary>
    public static int? StatusIn(string text)
    {
        try
        {
            var match = Status().Match(text);
            return match.Success ? int.Parse(match.Groups["status"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    public static ReasonCode? ReasonOf(AcpFailure failure)
    {
        var words = $"{failure.Kind} {failure.Message}";
        return OfKind(words) ?? failure.Status switch
        {
            401 => ReasonCode.ProviderKeyRejected,
            402 => ReasonCode.ProviderOutOfCredit,
            403 => ReasonCode.ProviderForbidden,
            404 => Has(words, "model") ? ReasonCode.ModelUnknown : ReasonCode.ProviderRefusedRequest,
            408 => ReasonCode.ProviderUnreachable,
            // Google answers a key that is none with 400.
            400 when Has(words, "API key not valid", "API_KEY_INVALID") => ReasonCode.ProviderKeyRejected,
            429 => ReasonCode.ProviderRateLimited,
            529 => ReasonCode.ProviderOverloaded,
            503 when Has(words, "overloaded") => ReasonCode.ProviderOverloaded,
            // Gemini CLI says 500 of everything that has no status of its own.
            500 when OfNetwork(words) is { } network => network,
            >= 400 and < 500 => ReasonCode.ProviderRefusedRequest,
            >= 500 => ReasonCode.ProviderError,
            _ => OfWords(words),
        };
    }

    /// <summary>Whether the words say that an earlier session is not there.</summary>
    public static bool IsLostSession(string text) =>
        Has(text, "could not be resumed", AcpMethods.Load, AcpMethods.Resume)
        || (Has(text, "session", "conversation") && Has(text, "not found", "No conversation", "no previous session", "does not exist", "Invalid session", "Unknown session"));

    // These hide behind statuses that mean something else: no credit comes as 400 and as 429.
    private static ReasonCode? OfKind(string words) =>
        Has(words, "billing_error", "insufficient_quota", "insufficient quota", "credit balance", "out of credit", "usageLimitExceeded") ? ReasonCode.ProviderOutOfCredit
        : Has(words, "exceeded your current quota") && !Has(words, "retry in") ? ReasonCode.ProviderOutOfCredit
        : Has(words, "model_not_found", "ModelNotFound", "Unknown model", "Model not found", "is not a valid model", "model does not exist", "Invalid model") ? ReasonCode.ModelUnknown
        : Has(words, "ContextOverflow", "contextWindowExceeded", "context_length_exceeded", "prompt is too long") ? ReasonCode.ProviderRefusedRequest
        : Has(words, "MessageAborted") ? ReasonCode.HarnessInterrupted
        : null;

    // No status. What is most exact stands first.
    private static ReasonCode? OfWords(string words) =>
        Has(words, "x-api-key", "API key", "authentication_failed", "authentication failed", "Authentication required", "unauthorized", "UNAUTHENTICATED", "ProviderAuth") ? ReasonCode.ProviderKeyRejected
        : Has(words, "PERMISSION_DENIED", "forbidden") ? ReasonCode.ProviderForbidden
        : Has(words, "rate limit", "rate_limit", "too many requests", "RESOURCE_EXHAUSTED", "quota") ? ReasonCode.ProviderRateLimited
        : Has(words, "overloaded") ? ReasonCode.ProviderOverloaded
        : OfNetwork(words)
        ?? (Has(words, "server_error", "APIError", "API Error", "Internal Server Error", "AI model") ? ReasonCode.ProviderError : null);

    // OpenCode reads an answer that broke off as one of the wrong shape.
    private static ReasonCode? OfNetwork(string words) =>
        Has(words, "ECONNRESET", "EPIPE", "socket hang up", "terminated", "closed unexpectedly", "Premature close", "incomplete", "stream disconnected", "Stream ended", "connection was closed", "unexpected EOF", "error reading a body", "Type validation failed") ? ReasonCode.ProviderStreamCut
        : Has(words, "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "timed out", "Unable to connect", "Could not connect", "Connection refused", "ConnectionRefused", "Connection error", "fetch failed", "waiting for network") ? ReasonCode.ProviderUnreachable
        : null;

    private static bool Has(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // HTTP 401 · status 429 · "code":503 · Last error: 500 · API Error: 401 · a text that begins with the number
    [GeneratedRegex("""(?:\bHTTP(?: status)?[ :]{1,2}|\bstatus(?: code)?[ :=]{1,2}|"code"\s?:\s?|\berror: \[?|^\[?)(?<status>[45][0-9]{2})\b""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Multiline, 200)]
    private static partial Regex Status();
}
