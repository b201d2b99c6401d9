using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Traces.Export;
using SlackAgents.Host.Traces.Live;

namespace SlackAgents.Host.Traces;

/// <summary>The routes of a run's page. <see cref="TraceGate"/> stands before each.</summary>
internal static class TraceEndpoints
{
    private const int DefaultLimit = 1_000;

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/runs/{run}").AddEndpointFilter<TraceGate>();
        pages.MapGet("/", PageAsync);
        pages.MapGet("/head", (string run, TraceData data, CancellationToken cancellationToken) => data.HeadAsync(RunId.Parse(run), cancellationToken));
        pages.MapGet("/index", (string run, HttpRequest request, TraceData data, CancellationToken cancellationToken) =>
            data.IndexAsync(RunId.Parse(run), Number(request, "after"), Limit(request), cancellationToken));
        pages.MapGet("/records", (string run, HttpRequest request, TraceData data, CancellationToken cancellationToken) =>
            data.RecordsAsync(RunId.Parse(run), Sequences(request), cancellationToken));
        pages.MapGet("/records/{sequence:long}/text", (string run, long sequence, HttpRequest request, TraceData data, CancellationToken cancellationToken) =>
            data.TextAsync(RunId.Parse(run), sequence, request.Query["of"].ToString(), Bounded(Number(request, "offset")), Bounded(Number(request, "length", TraceData.MaxText)), cancellationToken));
        pages.MapGet("/search", (string run, HttpRequest request, TraceData data, CancellationToken cancellationToken) =>
            data.SearchAsync(RunId.Parse(run), request.Query["q"], Number(request, "after"), Limit(request), cancellationToken));
        pages.MapGet("/events", EventsAsync);
        pages.MapExports();
        routes.MapGet("/open", Open);
        routes.MapAssets();
    }

    private static async Task<IResult> PageAsync(string run, HttpContext context, IRunStore runs, RunPage page)
    {
        if (await runs.GetAsync(RunId.Parse(run), context.RequestAborted) is not { } found)
        {
            return Results.Content(TracePage.Gone.ToString(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
        }

        var token = context.Request.Query[TraceLinks.Parameter].ToString();
        var query = token.Length == 0 ? string.Empty : QueryString.Create(TraceLinks.Parameter, token).Value!;
        var html = await page.RenderAsync(found, context, query, context.RequestAborted);
        return Results.Content(html.ToString(), "text/html; charset=utf-8");
    }

    /// <summary>The page for traces of one's own. It reads them in the browser, so there is nothing to guard.</summary>
    private static IResult Open(HttpContext context, ShellPage shell)
    {
        PageHeaders.Set(context.Response.Headers);
        var page = shell.Render(
            context.Request.Path.Value!.EndsWith('/') ? "../" : string.Empty,
            Html.Of($"Open a trace"),
            Html.Of($"<h1>Open a trace</h1><p>A trace of your own is read by this page itself, which needs JavaScript. Nothing is sent anywhere.</p>"),
            """{"page":"open"}""");
        return Results.Content(page.ToString(), "text/html; charset=utf-8");
    }

    private static Task EventsAsync(string run, HttpContext context, TraceStream stream) =>
        stream.ServeAsync(context, RunId.Parse(run), After(context.Request));

    /// <summary>Where to go on: a browser that reconnects knows better than the address that it once opened.</summary>
    private static long After(HttpRequest request) => Math.Max(Parse(request.Headers["Last-Event-ID"], 0), Number(request, "after"));

    private static int Limit(HttpRequest request) => Bounded(Number(request, "limit", DefaultLimit));

    private static List<long> Sequences(HttpRequest request) =>
        [.. request.Query["sequences"].ToString().Split(',', TraceData.MaxRecords + 1).Take(TraceData.MaxRecords).Select(text => Parse(text, 0)).Where(number => number > 0)];

    private static int Bounded(long number) => (int)Math.Min(number, int.MaxValue);

    private static long Number(HttpRequest request, string name, long otherwise = 0) => Parse(request.Query[name], otherwise);

    private static long Parse(string? text, long otherwise) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
