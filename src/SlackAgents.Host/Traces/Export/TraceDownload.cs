using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Export;

/// <summary>The whole trace as JSON lines, one record each.</summary>
internal sealed class TraceDownload(ITraceStore traces, SecretRedactor redactor)
{
    public async Task WriteAsync(Stream output, RunId run, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await foreach (var record in traces.ReadAllAsync(run, cancellationToken))
        {
            await writer.WriteAsync(redactor.Redact(TraceJson.Serialize(record)).AsMemory(), cancellationToken);
            await writer.WriteAsync("\n".AsMemory(), cancellationToken);
        }
    }
}
