using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>404: it does not exist, or we may not see it.</summary>
internal sealed class NotFoundException(ApiError error, string? requestId = null) : ApiException(HttpStatusCode.NotFound, error, requestId);
