using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Host.Telemetry;

namespace SlackAgents.Host.Traces.Export;

/// <summary>
/// The spans of the turns that have ended, as a collector is sent them, in OTLP's JSON. With what was said: whoever may
/// download it sees the whole trace anyway.
/// </summary>
internal sealed class OtelDownload(IRunStore runs, RunSpans spans, IOptions<TelemetryOptions> options, InstanceId instance)
{
    private const int FlushEvery = 50;

    public async Task WriteAsync(Stream output, Run run, CancellationToken cancellationToken)
    {
        await using var writer = OtlpJson.Open(output, SpanResource.Of(options.Value, instance.Value));
        var (isFirst, written) = (true, 0);
        foreach (var turn in RunSpans.Ended(await runs.GetTurnsAsync(run.Id, cancellationToken)))
        {
            foreach (var span in await spans.ReadAsync(run, turn, isFirst, captureContent: true, cancellationToken))
            {
                OtlpJson.Write(writer, span);
                if (++written % FlushEvery == 0)
                {
                    await writer.FlushAsync(cancellationToken);
                }
            }

            isFirst = false;
        }

        OtlpJson.Close(writer);
        await writer.FlushAsync(cancellationToken);
    }
}
