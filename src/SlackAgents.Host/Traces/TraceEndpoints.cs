using System.Globalization;
using System.Reflection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>The routes of the trace page. <see cref="TraceGate"/> stands before each.</summary>
internal static class TraceEndpoints
{
    /// <summary>Browsers that may watch at the same time; above that they are asked to come back.</summary>
    private const int MaxStreams = 256;

    private static readonly SemaphoreSlim Streams = new(MaxStreams, MaxStreams);

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/runs/{run}").AddEndpointFilter<TraceGate>();
        pages.MapGet("/", PageAsync);
        pages.MapGet("/events", EventsAsync);
        pages.MapGet("/trace.jsonl", DownloadAsync);
        MapAsset(routes, "trace.css", "text/css; charset=utf-8");
        MapAsset(routes, "trace.js", "text/javascript; charset=utf-8");
    }

    private static async Task<IResult> PageAsync(string run, HttpContext context, IRunStore runs, ITraceStore traces, SecretRedactor redactor, TimeProvider timeProvider)
    {
        var id = RunId.Parse(run);
        if (await runs.GetAsync(id, context.RequestAborted) is not { } found)
        {
            return Results.Content(TracePage.Gone.ToString(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
        }

        var records = await traces.ReadAsync(id, After(context.Request), TracePage.FirstEvents, context.RequestAborted);
        var token = context.Request.Query[TraceLinks.Parameter].ToString();
        return Results.Content(redactor.Redact(TracePage.Render(found, records, token, timeProvider.GetUtcNow()).ToString()), "text/html; charset=utf-8");
    }

    private static async Task EventsAsync(string run, HttpContext context, TraceStream stream, IHostApplicationLifetime lifetime)
    {
        if (!await Streams.WaitAsync(TimeSpan.Zero, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "10";
            return;
        }

        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await stream.WriteAsync(context.Response.Body, RunId.Parse(run), After(context.Request), either.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The reader left, or the host does; the browser comes back with Last-Event-ID.
        }
        finally
        {
            Streams.Release();
        }
    }

    private static async Task DownloadAsync(string run, HttpContext context, TraceDownload download)
    {
        var id = RunId.Parse(run);
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"run-{id}.jsonl\"";
        await download.WriteAsync(context.Response.Body, id, context.RequestAborted);
    }

    private static void MapAsset(IEndpointRouteBuilder routes, string name, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        routes.MapGet($"/assets/{name}", (HttpContext context) =>
        {
            PageHeaders.Set(context.Response.Headers);
            return Results.Bytes(bytes, contentType);
        });
    }

    /// <summary>Where to go on: a browser that reconnects knows better than the address that it once opened.</summary>
    private static long After(HttpRequest request) => Math.Max(
        Number(request.Headers["Last-Event-ID"]),
        Number(request.Query["after"]));

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
