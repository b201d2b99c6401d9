using SlackAgents.Core.Intake.Api;

namespace SlackAgents.Host.Api;

/// <summary>Errors as problem details (RFC 9457), each with the next step.</summary>
internal static class ApiRefusal
{
    private const string ContentType = "application/problem+json";

    public static IResult Of(ApiProblem problem, HttpContext context)
    {
        var status = problem.Kind switch
        {
            ApiProblemKind.Forbidden => StatusCodes.Status403Forbidden,
            ApiProblemKind.Unknown => StatusCodes.Status404NotFound,
            ApiProblemKind.Conflict => StatusCodes.Status409Conflict,
            ApiProblemKind.Busy => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return problem.Kind == ApiProblemKind.Busy
            ? Later(context, status, problem.Sentence, TimeSpan.FromMinutes(1), problem.NextStep)
            : Of(status, problem.Sentence, problem.NextStep);
    }

    public static IResult Of(int status, string detail, string? nextStep = null) =>
        Results.Json(new Problem("about:blank", TitleOf(status), status, detail, nextStep), ApiJson.Options, ContentType, status);

    public static IResult Later(HttpContext context, int status, string detail, TimeSpan wait, string? nextStep = null)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Of(status, detail, nextStep ?? "Try again after the time in Retry-After.");
    }

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Not understood",
        StatusCodes.Status401Unauthorized => "Not signed in",
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status409Conflict => "Not now",
        StatusCodes.Status413PayloadTooLarge => "Too long",
        StatusCodes.Status415UnsupportedMediaType => "Not JSON",
        StatusCodes.Status422UnprocessableEntity => "Cannot be done",
        StatusCodes.Status429TooManyRequests => "Too many requests",
        StatusCodes.Status503ServiceUnavailable => "Not available",
        _ => "Failed",
    };

    private sealed record Problem(string Type, string Title, int Status, string Detail, string? NextStep);
}
