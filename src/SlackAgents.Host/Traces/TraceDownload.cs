using System.Text;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>The whole trace as JSON lines: sequence, turn, time, event, and the line that it was read from.</summary>
internal sealed class TraceDownload(ITraceStore traces, SecretRedactor redactor)
{
    private const int PageSize = 500;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public async Task WriteAsync(Stream output, RunId run, CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await traces.ReadAsync(run, after, PageSize, cancellationToken) is { Count: > 0 } records)
        {
            var text = new StringBuilder();
            foreach (var record in records)
            {
                text.Append(redactor.Redact(JsonSerializer.Serialize(new Row(record.Sequence, record.Turn, record.At, record.Event, record.Raw), Format))).Append('\n');
            }

            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            after = records[^1].Sequence;
        }
    }

    private sealed record Row(long Sequence, int Turn, DateTimeOffset At, TraceEvent Event, string? Raw);
}
