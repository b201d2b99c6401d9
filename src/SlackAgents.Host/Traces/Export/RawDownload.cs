using System.Text;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Export;

/// <summary>
/// What the agent's program printed, line by line and turn after turn, without secrets and with nothing of ours between,
/// so that tools for that program's own output read it.
/// </summary>
internal sealed class RawDownload(ITraceStore traces, SecretRedactor redactor)
{
    public async Task WriteAsync(Stream output, RunId run, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await foreach (var record in traces.ReadAllAsync(run, cancellationToken))
        {
            if (record.Raw is { } line && !SandboxLines.IsOurs(line))
            {
                await writer.WriteAsync(redactor.Redact(line).AsMemory(), cancellationToken);
                await writer.WriteAsync("\n".AsMemory(), cancellationToken);
            }
        }
    }
}
