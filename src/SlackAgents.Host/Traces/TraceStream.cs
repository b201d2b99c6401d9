using System.Globalization;
using System.Text;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>
/// Sends a run's events to one browser as server-sent events, from the store and in pages: a reader who is slow, or
/// who comes back with <c>Last-Event-ID</c>, costs the run nothing.
/// </summary>
internal sealed class TraceStream(IRunStore runs, ITraceStore traces, TraceHub hub, SecretRedactor redactor, TimeProvider timeProvider)
{
    private const int PageSize = 200;

    /// <summary>The longest wait for news: a run can change without an event.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Then the browser connects again, and its token is looked at again.</summary>
    private static readonly TimeSpan MaxLength = TimeSpan.FromMinutes(30);

    public async Task WriteAsync(Stream output, RunId run, long after, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var lastWrite = began;
        var version = -1;
        using var news = hub.Subscribe(run);
        await SendAsync(output, "retry: 2000\n\n", cancellationToken);
        while (timeProvider.GetElapsedTime(began) < MaxLength)
        {
            var text = new StringBuilder();
            var records = await traces.ReadAsync(run, after, PageSize, cancellationToken);
            foreach (var record in records)
            {
                text.Append(CultureInfo.InvariantCulture, $"id: {record.Sequence}\nevent: entry\ndata: {Data(TraceEventMarkup.Render([record]))}\n\n");
                after = record.Sequence;
            }

            if (await runs.GetAsync(run, cancellationToken) is { } current && current.Version != version)
            {
                version = current.Version;
                text.Append(CultureInfo.InvariantCulture, $"event: head\ndata: {Data(TracePage.Head(current, timeProvider.GetUtcNow()))}\n\n");
            }

            if (text.Length == 0 && timeProvider.GetElapsedTime(lastWrite) >= Heartbeat)
            {
                text.Append(": still here\n\n");
            }

            if (text.Length > 0)
            {
                await SendAsync(output, text.ToString(), cancellationToken);
                lastWrite = timeProvider.GetTimestamp();
            }

            if (records.Count < PageSize)
            {
                await WaitAsync(news, cancellationToken);
            }
        }
    }

    private async Task WaitAsync(TraceSubscription news, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await news.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private string Data(Html html) => JsonSerializer.Serialize(redactor.Redact(html.ToString()));

    private static async Task SendAsync(Stream output, string text, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
