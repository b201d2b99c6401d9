using System.Globalization;
using System.Net;
using System.Text.Json;

namespace SlackAgents.GitHub.Http;

/// <summary>
/// Tells the errors of the REST API apart (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api):
/// a 403 can be a missing permission, the hourly limit or the secondary one.
/// </summary>
internal static class ApiErrorTriage
{
    /// <summary>GitHub asks for at least a minute when it names no time for the secondary limit.</summary>
    private static readonly TimeSpan SecondaryWait = TimeSpan.FromSeconds(60);

    public static ApiException Triage(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        var error = Read(body);
        var requestId = Header(response, "X-GitHub-Request-Id");
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests && LimitOf(response, error, now, requestId) is { } limit)
        {
            return limit;
        }

        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new AuthorizationException(error, response.Headers.Date, requestId),
            HttpStatusCode.Forbidden => new ForbiddenException(error, Header(response, "X-Accepted-GitHub-Permissions"), requestId),
            HttpStatusCode.NotFound => new NotFoundException(error, requestId),
            HttpStatusCode.UnprocessableEntity => new ApiValidationException(error, requestId),
            _ => new ApiException(response.StatusCode, error, requestId),
        };
    }

    private static LimitException? LimitOf(HttpResponseMessage response, ApiError error, DateTimeOffset now, string? requestId)
    {
        var isPrimary = Header(response, "X-RateLimit-Remaining") == "0";
        if (RetryAfterOf(response, now) is { } wait)
        {
            return isPrimary
                ? new RateLimitExceededException(response.StatusCode, error, wait, requestId)
                : new SecondaryRateLimitExceededException(response.StatusCode, error, wait, requestId);
        }

        if (isPrimary)
        {
            var reset = long.TryParse(Header(response, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) - now
                : SecondaryWait;
            return new RateLimitExceededException(response.StatusCode, error, Bounded(reset), requestId);
        }

        return response.StatusCode is HttpStatusCode.TooManyRequests || error.Says("secondary rate limit") || error.Says("abuse detection")
            ? new SecondaryRateLimitExceededException(response.StatusCode, error, SecondaryWait, requestId)
            : null;
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Bounded(delta),
        { Date: { } date } => Bounded(date - now),
        _ => null,
    };

    /// <summary>A second at least, so that nobody spins; the window of the limit is an hour.</summary>
    private static TimeSpan Bounded(TimeSpan wait) =>
        TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, TimeSpan.TicksPerHour));

    private static ApiError Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ApiError>(body, GitHubJson.Options) ?? new ApiError();
        }
        catch (JsonException)
        {
            // A proxy in between answers with HTML; errors[] of some endpoints holds bare strings.
            return new ApiError(MessageOf(body));
        }
    }

    private static string? MessageOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("message", out var message) ? message.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
