using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing.Authorship;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Traces.Export;

/// <summary>A run's trace in other forms, to be taken away. <see cref="TraceGate"/> stands before each.</summary>
internal static class ExportEndpoints
{
    /// <param name="pages">The routes of one run.</param>
    public static void MapExports(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/trace.jsonl", LinesAsync);
        pages.MapGet("/raw.jsonl", RawAsync);
        pages.MapGet("/trace.html", HtmlAsync);
        pages.MapGet("/agent-trace.json", AgentTraceAsync);
        pages.MapGet("/otel.json", OtelAsync);
    }

    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddSingleton<TraceDownload>().AddSingleton<RawDownload>()
        .AddSingleton<OfflineViewer>().AddSingleton<HtmlExport>().AddSingleton<OtelDownload>()
        .AddSingleton<BranchAuthors>().AddSingleton<AgentTraceExport>().AddSingleton<AgentTraceShelf>();

    private static Task LinesAsync(string run, HttpContext context, TraceDownload download)
    {
        Attach(context.Response, "application/x-ndjson", $"run-{RunId.Parse(run)}.jsonl");
        return download.WriteAsync(context.Response.Body, RunId.Parse(run), context.RequestAborted);
    }

    private static Task RawAsync(string run, HttpContext context, RawDownload download)
    {
        Attach(context.Response, "application/x-ndjson", $"run-{RunId.Parse(run)}.raw.jsonl");
        return download.WriteAsync(context.Response.Body, RunId.Parse(run), context.RequestAborted);
    }

    private static Task HtmlAsync(string run, HttpContext context, IRunStore runs, HtmlExport export) =>
        WriteAsync(run, context, runs, "text/html; charset=utf-8", "html", export.WriteAsync);

    private static Task OtelAsync(string run, HttpContext context, IRunStore runs, OtelDownload download) =>
        WriteAsync(run, context, runs, "application/json", "otel.json", download.WriteAsync);

    /// <summary>Of what needs the run besides its trace; 404 when the run is not kept.</summary>
    private static async Task WriteAsync(string run, HttpContext context, IRunStore runs, string contentType, string ending, Func<Stream, Run, CancellationToken, Task> write)
    {
        if (await runs.GetAsync(RunId.Parse(run), context.RequestAborted) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Attach(context.Response, contentType, $"run-{found.Id}.{ending}");
        await write(context.Response.Body, found, context.RequestAborted);
    }

    private static async Task<IResult> AgentTraceAsync(string run, HttpContext context, IRunStore runs, AgentTraceShelf shelf)
    {
        var found = await runs.GetAsync(RunId.Parse(run), context.RequestAborted);
        if (found?.PushedSha is null)
        {
            return NotThere("Nothing of this run was pushed, so there are no lines to say anything about.");
        }

        try
        {
            if (await shelf.GetAsync(found, context.RequestAborted) is not { } json)
            {
                return NotThere("The commits of this run are not kept on this host any more, so the record cannot be made.");
            }

            Attach(context.Response, "application/vnd.agent-trace.record+json", $"run-{found.Id}.agent-trace.json");
            return Results.Bytes(json, "application/vnd.agent-trace.record+json");
        }
        catch (RepositoryException exception)
        {
            return Results.Text(exception.Message + " Try again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult NotThere(string sentence) => Results.Text(sentence, statusCode: StatusCodes.Status404NotFound);

    private static void Attach(HttpResponse response, string contentType, string fileName)
    {
        response.ContentType = contentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
    }
}
