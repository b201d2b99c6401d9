using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>Too many requests in a short time.</summary>
internal sealed class SecondaryRateLimitExceededException(HttpStatusCode statusCode, ApiError error, TimeSpan retryAfter, string? requestId = null)
    : LimitException(statusCode, error, retryAfter, requestId);
