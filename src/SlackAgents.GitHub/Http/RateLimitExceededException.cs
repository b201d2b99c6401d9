using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>The hourly limit of the installation is used up.</summary>
internal sealed class RateLimitExceededException(HttpStatusCode statusCode, ApiError error, TimeSpan retryAfter, string? requestId = null)
    : LimitException(statusCode, error, retryAfter, requestId);
