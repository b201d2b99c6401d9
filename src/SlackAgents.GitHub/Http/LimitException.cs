using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>A limit of GitHub, and when to come back.</summary>
internal abstract class LimitException(HttpStatusCode statusCode, ApiError error, TimeSpan retryAfter, string? requestId) : ApiException(statusCode, error, requestId)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
