using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>The whole trace as JSON lines, one record each.</summary>
internal sealed class TraceDownload(ITraceStore traces, SecretRedactor redactor)
{
    private const int PageSize = 500;

    public async Task WriteAsync(Stream output, RunId run, CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await traces.ReadAsync(run, after, PageSize, cancellationToken) is { Count: > 0 } records)
        {
            var text = new StringBuilder();
            foreach (var record in records)
            {
                text.Append(redactor.Redact(TraceJson.Serialize(record))).Append('\n');
            }

            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            after = records[^1].Sequence;
        }
    }
}
