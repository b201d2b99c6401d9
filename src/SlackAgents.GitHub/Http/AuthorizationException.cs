using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>401: the credential is not accepted.</summary>
internal sealed class AuthorizationException(ApiError error, DateTimeOffset? date, string? requestId = null) : ApiException(HttpStatusCode.Unauthorized, error, requestId)
{
    /// <summary>GitHub's time, to repair a drifting clock.</summary>
    public DateTimeOffset? Date { get; } = date;
}
