using System.Net;

namespace SlackAgents.GitHub.Http;

/// <summary>GitHub answered with an error. The name, and those of its kinds, are Octokit's.</summary>
internal class ApiException(HttpStatusCode statusCode, ApiError error, string? requestId = null)
    : Exception($"GitHub answered {(int)statusCode}: {error.Message ?? "no message"}{Details(error)}{(requestId is null ? "" : $" (request {requestId})")}")
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public ApiError ApiError { get; } = error;

    private static string Details(ApiError error) =>
        error.Errors is { Count: > 0 } errors
            ? $" [{string.Join("; ", errors.Take(3).Select(detail => detail.Message ?? $"{detail.Resource}.{detail.Field} {detail.Code}"))}]"
            : "";
}
