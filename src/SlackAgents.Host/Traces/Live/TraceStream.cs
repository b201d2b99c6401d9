using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Host.Traces.Live;

/// <summary>Sends what happens in a run to one browser, as long as there is room for one more.</summary>
internal sealed class TraceStream(TraceFeeds feeds, TraceFrames frames, TraceGate gate, IOptions<WebOptions> options, IHostApplicationLifetime lifetime, TimeProvider timeProvider)
{
    private int _readers;

    /// <param name="after">Sequence of the last event that the browser has.</param>
    public async Task ServeAsync(HttpContext context, RunId run, long after)
    {
        if (Interlocked.Increment(ref _readers) > options.Value.MaxReaders)
        {
            Interlocked.Decrement(ref _readers);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "10";
            return;
        }

        var feed = feeds.Join(run);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            var reader = new TraceReader(feed, frames, context.Response.BodyWriter, current => gate.IsStillOpenAsync(context, current, either.Token), timeProvider);
            await reader.RunAsync(after, either.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The reader left, or the host does; the browser comes back with Last-Event-ID.
        }
        finally
        {
            feeds.Leave(feed);
            Interlocked.Decrement(ref _readers);
        }
    }
}
