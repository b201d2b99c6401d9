using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Traces.Export;

/// <summary>A run's trace in other forms, to be taken away. <see cref="TraceGate"/> stands before each.</summary>
internal static class ExportEndpoints
{
    /// <param name="pages">The routes of one run.</param>
    public static void MapExports(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/raw.jsonl", RawAsync);
    }

    public static IServiceCollection AddExports(this IServiceCollection services) => services.AddSingleton<RawDownload>();

    private static async Task RawAsync(string run, HttpContext context, RawDownload download)
    {
        Attach(context.Response, "application/x-ndjson", $"run-{RunId.Parse(run)}.raw.jsonl");
        await download.WriteAsync(context.Response.Body, RunId.Parse(run), context.RequestAborted);
    }

    private static void Attach(HttpResponse response, string contentType, string fileName)
    {
        response.ContentType = contentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
    }
}
