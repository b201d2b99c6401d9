using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>422: what was sent is not accepted.</summary>
internal sealed class ApiValidationException(ApiError error, string? requestId = null) : ApiException(HttpStatusCode.UnprocessableEntity, error, requestId);

/// <summary>404: it does not exist, or we may not see it.</summary>
internal sealed class NotFoundException(ApiError error, string? requestId = null) : ApiException(HttpStatusCode.NotFound, error, requestId);

/// <summary>401: the credential is not accepted.</summary>
internal sealed class AuthorizationException(ApiError error, DateTimeOffset? date, string? requestId = null) : ApiException(HttpStatusCode.Unauthorized, error, requestId)
{
    /// <summary>GitHub's time, to repair a drifting clock.</summary>
    public DateTimeOffset? Date { get; } = date;
}

/// <summary>403 that is no limit: a permission is missing.</summary>
/// <param name="acceptedPermissions">What the endpoint accepts (<c>X-Accepted-GitHub-Permissions</c>), for example <c>contents=write</c>; not what we have.</param>
internal sealed class ForbiddenException(ApiError error, string? acceptedPermissions, string? requestId = null) : ApiException(HttpStatusCode.Forbidden, error, requestId)
{
    public string? AcceptedPermissions { get; } = acceptedPermissions;
}

/// <summary>The hourly limit of the installation is used up.</summary>
internal sealed class RateLimitExceededException(HttpStatusCode statusCode, ApiError error, TimeSpan retryAfter, string? requestId = null)
    : LimitException(statusCode, error, retryAfter, requestId);

/// <summary>Too many requests in a short time.</summary>
internal sealed class SecondaryRateLimitExceededException(HttpStatusCode statusCode, ApiError error, TimeSpan retryAfter, string? requestId = null)
    : LimitException(statusCode, error, retryAfter, requestId);

/// <summary>A limit of GitHub, and when to come back.</summary>
internal abstract class LimitException(HttpStatusCode statusCode, ApiError error, TimeSpan retryAfter, string? requestId) : ApiException(statusCode, error, requestId)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
