using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>422: what was sent is not accepted.</summary>
internal sealed class ApiValidationException(ApiError error, string? requestId = null) : ApiException(HttpStatusCode.UnprocessableEntity, error, requestId);
