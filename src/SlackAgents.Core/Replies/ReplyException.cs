namespace SlackAgents.Core.Replies;

/// <summary>Slack refused or did not answer. <paramref name="code"/> is Slack's error code or <c>http_…</c>.</summary>
internal sealed class ReplyException(ReplyFailure failure, string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ReplyFailure Failure { get; } = failure;

    public string Code { get; } = code;

    public TimeSpan? RetryAfter { get; init; }
}
