using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;
using SlackAgents.Host.Telemetry;
using Span = SlackAgents.Host.Telemetry.Span;
using SpanKind = SlackAgents.Host.Telemetry.SpanKind;

namespace SlackAgents.Tests.Telemetry;

/// <summary>What we write of OTLP is what OpenTelemetry's own exporter writes.</summary>
[CancelAfter(60_000)]
internal sealed class OtlpWireTests
{
    [Test]
    public async Task A_span_of_ours_reads_like_one_of_the_sdk(CancellationToken cancellationToken)
    {
        await using var collector = await LoopbackCollector.StartAsync(isGrpc: false, cancellationToken);
        var sent = SendWithSdk(new Uri(collector.Address + "/v1/traces"));
        var theirs = collector.Spans.Single();

        var ours = OtlpReader.ReadProtobuf(OtlpProtobuf.Write(new SpanResource([]), [sent]).ToArray()).Single();
        var json = OtlpReader.ReadJson(System.Text.Encoding.UTF8.GetString(OtlpJson.Write(new SpanResource([]), [sent]).Span)).Single();

        Assert.Multiple(() =>
        {
            Assert.That(ours.Show(), Is.EqualTo(theirs.Show()));
            Assert.That(json.Show(), Is.EqualTo(theirs.Show()));
            Assert.That(theirs.Attributes, Has.Count.EqualTo(6));
        });
    }

    [TestCase(0L)]
    [TestCase(127L)]
    [TestCase(128L)]
    [TestCase(-1L)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    public void Numbers_come_back_as_they_were(long number)
    {
        var span = new Span(new byte[16], new byte[8], null, "x", SpanKind.Internal, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, [new("n", number)], [], null);

        var read = OtlpReader.ReadProtobuf(OtlpProtobuf.Write(new SpanResource([]), [span]).ToArray()).Single();

        Assert.That(read.Attributes["n"], Is.EqualTo(number));
    }

    private static Span SendWithSdk(Uri collector)
    {
        var name = $"test-{Guid.NewGuid():N}";
        using var source = new ActivitySource(name);
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(name)
            .AddOtlpExporter(options =>
            {
                options.Endpoint = collector;
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.ExportProcessorType = ExportProcessorType.Simple;
            })
            .Build();
        SpanAttribute[] attributes = [new("text", "\u00e4 🚀\n"), new("empty", string.Empty), new("number", -7L), new("large", long.MaxValue), new("real", 0.25), new("flag", true)];
        using var activity = source.StartActivity("execute_tool Bash", ActivityKind.Client, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded))!;
        foreach (var attribute in attributes)
        {
            activity.SetTag(attribute.Key, attribute.Value);
        }

        var happened = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        activity.AddEvent(new ActivityEvent("happened", happened, new ActivityTagsCollection { ["n"] = 1L }));
        activity.SetStatus(ActivityStatusCode.Error, "it failed");
        activity.Stop();
        return new Span(
            Convert.FromHexString(activity.TraceId.ToHexString()),
            Convert.FromHexString(activity.SpanId.ToHexString()),
            Convert.FromHexString(activity.ParentSpanId.ToHexString()),
            activity.DisplayName,
            SpanKind.Client,
            new DateTimeOffset(activity.StartTimeUtc),
            new DateTimeOffset(activity.StartTimeUtc + activity.Duration),
            attributes,
            [new SpanEvent("happened", happened, [new("n", 1L)])],
            "it failed");
    }
}
