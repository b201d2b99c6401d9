namespace SlackAgents.Slack.Api;

/// <summary>Slack answered <c>ok:false</c>, or did not answer as it promises. The message carries no token, address or content.</summary>
internal sealed class SlackException(string method, string errorCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public string Method { get; } = method;

    /// <summary>Slack's code (<c>channel_not_found</c>), <c>http_503</c>, or one of <see cref="SlackErrorCodes"/>.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>How long Slack wants to be left alone with this method (429).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>With <c>missing_scope</c>: the scope that is needed.</summary>
    public string? Needed { get; init; }

    /// <summary>Nothing was done: the call may be repeated after a pause whatever it is.</summary>
    public bool IsRateLimit => ErrorCode is SlackErrorCodes.RateLimited or "rate_limited" or "http_429";

    /// <summary>It may have been done: only an idempotent call may be repeated.</summary>
    public bool IsUnsure =>
        SlackErrorCodes.Unsure.Contains(ErrorCode) || ErrorCode.StartsWith("http_5", StringComparison.Ordinal);
}
