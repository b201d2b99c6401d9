using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>403 that is no limit: a permission is missing.</summary>
/// <param name="acceptedPermissions">What the endpoint accepts (<c>X-Accepted-GitHub-Permissions</c>), for example <c>contents=write</c>; not what we have.</param>
internal sealed class ForbiddenException(ApiError error, string? acceptedPermissions, string? requestId = null) : ApiException(HttpStatusCode.Forbidden, error, requestId)
{
    public string? AcceptedPermissions { get; } = acceptedPermissions;
}
