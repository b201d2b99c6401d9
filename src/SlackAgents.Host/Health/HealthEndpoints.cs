namespace SlackAgents.Host.Health;

/// <summary><c>/livez</c>: the process answers. <c>/healthz</c>: it takes commands, or why not.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", () => Results.Text("alive\n"));
        routes.MapGet("/healthz", (HealthBoard board, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var reasons = board.Reasons();
            return reasons.Count == 0
                ? Results.Json(new HealthAnswer(board.Warnings().Count == 0 ? "healthy" : "degraded", [], board.Warnings()))
                : Results.Json(new HealthAnswer("unhealthy", reasons, board.Warnings()), statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }

    private sealed record HealthAnswer(string Status, IReadOnlyList<string> Reasons, IReadOnlyList<string> Warnings);
}
