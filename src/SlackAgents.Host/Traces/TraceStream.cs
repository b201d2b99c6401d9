using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>
/// Sends a run's events to one browser as server-sent events, from the store and in pages: a reader who is slow, or
/// who comes back with <c>Last-Event-ID</c>, costs the run nothing.
/// </summary>
internal sealed class TraceStream(IRunStore runs, ITraceStore traces, TraceHub hub, RunHeads heads, RecordJson records, IHostApplicationLifetime lifetime) : IDisposable
{
    private const int PageSize = 200;
    private const int MaxStreams = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxLength = TimeSpan.FromMinutes(30);
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim _streams = new(MaxStreams, MaxStreams);

    public void Dispose() => _streams.Dispose();

    public async Task ServeAsync(HttpContext context, RunId run, long after)
    {
        if (!await _streams.WaitAsync(TimeSpan.Zero, context.RequestAborted))
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
            await WriteAsync(context.Response.Body, run, after, either.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The reader left, or the host does; the browser comes back with Last-Event-ID.
        }
        finally
        {
            _streams.Release();
        }
    }

    private async Task WriteAsync(Stream output, RunId run, long after, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var lastWrite = began;
        var version = -1;
        using var news = hub.Subscribe(run);
        await SendAsync(output, "retry: 2000\n\n", cancellationToken);
        while (TimeProvider.System.GetElapsedTime(began) < MaxLength)
        {
            var text = new StringBuilder();
            var page = await traces.ReadAsync(run, [.. Enumerable.Range(1, PageSize).Select(one => after + one)], cancellationToken);
            foreach (var record in page)
            {
                var buffer = new ArrayBufferWriter<byte>();
                await using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
                {
                    records.Write(writer, record);
                }

                text.Append(CultureInfo.InvariantCulture, $"event: entry\nid: {record.Sequence}\ndata: {Encoding.UTF8.GetString(buffer.WrittenSpan)}\n\n");
                after = record.Sequence;
            }

            if (await runs.GetAsync(run, cancellationToken) is { } current && current.Version != version)
            {
                version = current.Version;
                text.Append(CultureInfo.InvariantCulture, $"event: head\ndata: {JsonSerializer.Serialize(heads.Of(current, after), ViewerJsonContext.Relaxed.RunHead)}\n\n");
            }

            if (text.Length == 0 && TimeProvider.System.GetElapsedTime(lastWrite) >= Heartbeat)
            {
                text.Append(": still here\n\n");
            }

            if (text.Length > 0)
            {
                await SendAsync(output, text.ToString(), cancellationToken);
                lastWrite = TimeProvider.System.GetTimestamp();
            }

            if (page.Count < PageSize)
            {
                using var patience = new CancellationTokenSource(Patience);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
                await news.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static async Task SendAsync(Stream output, string text, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
