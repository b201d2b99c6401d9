using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Telemetry;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Telemetry;

[CancelAfter(60_000)]
internal sealed class TelemetryExportTests
{
    private static readonly (int Seconds, TraceEvent Event)[] Work =
    [
        (1, new StepEvent("clone", "completed", 500, null)),
        (2, new SessionEvent("session-1", "claude-sonnet-4-5", "2.1")),
        (3, new PromptEvent("Fix it", "Alice", "1")),
        (5, new ModelCallEvent("anthropic", "claude-sonnet-4-5", 200, 100, 900, 50, 20, 0.01m, 1500, "req-1")),
        (6, new ToolCallEvent("call-1", "Bash", """{"command":"make"}""", "make")),
        (9, new ToolResultEvent("call-1", "it is a-secret-that-was-leaked", false, 3000, 2)),
        (10, new ModelCallEvent("gemini", null, 529, 0, 0, 0, 0, 0, 100, null)),
        (11, new ToolCallEvent("call-2", "Read", "{}", null)),
        (12, new WebRequestEvent("GET", "example.com:443", "refused", "no rule")),
        (13, new AnswerEvent("Done.")),
    ];

    [TestCase(TelemetryProtocol.HttpProtobuf, "/v1/traces application/x-protobuf")]
    [TestCase(TelemetryProtocol.HttpJson, "/v1/traces application/json")]
    [TestCase(TelemetryProtocol.Grpc, "/opentelemetry.proto.collector.trace.v1.TraceService/Export application/grpc")]
    public async Task A_turn_that_ended_is_sent_as_an_agent_with_its_models_and_tools(TelemetryProtocol protocol, string request, CancellationToken cancellationToken)
    {
        await using var bench = await TelemetryBench.OpenAsync(cancellationToken, protocol);
        bench.AddTurn(1, ReasonCode.Completed, Work);

        bench.Tell();
        await Eventually.ThatAsync(() => bench.Collector.Spans.Count, Is.EqualTo(7));

        var spans = bench.Collector.Spans;
        var run = spans.Single(span => span.ParentId.Length == 0);
        var agent = spans.Single(span => span.Name == "invoke_agent claude");
        var chat = spans.Single(span => span.Name == "chat claude-sonnet-4-5");
        var tool = spans.Single(span => span.Name == "execute_tool Bash");
        Assert.Multiple(() =>
        {
            Assert.That(bench.Collector.Requests, Is.EqualTo(new[] { request + " a-key-of-the-collector" }));
            Assert.That(spans.Select(span => span.TraceId).Distinct(StringComparer.Ordinal).Single(), Has.Length.EqualTo(32));
            Assert.That(spans.Select(span => span.SpanId), Is.Unique.And.All.Length.EqualTo(16));
            Assert.That((agent.ParentId, chat.ParentId, tool.ParentId), Is.EqualTo((run.SpanId, agent.SpanId, agent.SpanId)));
            Assert.That(spans.Single(span => span.Name == "slackagents.step clone").ParentId, Is.EqualTo(run.SpanId));
            Assert.That(agent.Attributes["gen_ai.usage.input_tokens"], Is.EqualTo(1050));
            Assert.That((agent.Start, agent.End), Is.EqualTo((SpanTime.Nanoseconds(TelemetryBench.Start.AddSeconds(2)), SpanTime.Nanoseconds(TelemetryBench.Start.AddSeconds(13)))));
            Assert.That(agent.Events, Is.EqualTo(new[] { "slackagents.web_request" }));
            Assert.That((chat.Kind, chat.End - chat.Start), Is.EqualTo(((long)SpanKind.Client, 1_500_000_000UL)));
            Assert.That((chat.Attributes["gen_ai.usage.output_tokens"], chat.Attributes["gen_ai.usage.cache_read.input_tokens"]), Is.EqualTo((20L, 900L)));
            Assert.That((tool.Attributes["gen_ai.tool.call.id"], tool.Attributes["error.type"], tool.Attributes["process.exit.code"], tool.Status), Is.EqualTo(("call-1", "exit_2", 2L, 2L)));
            Assert.That(spans.Single(span => span.Name == "chat").Attributes["gen_ai.provider.name"], Is.EqualTo("gcp.gemini"));
            Assert.That(spans.Single(span => span.Name == "execute_tool Read").Attributes["error.type"], Is.EqualTo("no_result"));
            Assert.That(agent.Resource["service.name"], Is.EqualTo("slackagents"));
        });
    }

    [Test]
    public async Task What_was_said_is_sent_only_when_it_is_asked_for_and_never_a_secret(CancellationToken cancellationToken)
    {
        await using var silent = await TelemetryBench.OpenAsync(cancellationToken);
        await using var open = await TelemetryBench.OpenAsync(cancellationToken, content: true);
        foreach (var bench in new[] { silent, open })
        {
            bench.AddTurn(1, ReasonCode.Completed, Work);
            bench.Tell();
            await Eventually.ThatAsync(() => bench.Collector.Spans.Count, Is.EqualTo(7));
        }

        var kept = string.Join('\n', silent.Collector.Spans.Select(span => span.Show()));
        var said = open.Collector.Spans;
        Assert.Multiple(() =>
        {
            Assert.That(kept, Does.Not.Contain("Fix it").And.Not.Contain("make").And.Not.Contain("Done.").And.Not.Contain("example.com").And.Not.Contain("leaked"));
            Assert.That(said.Single(span => span.Name == "invoke_agent claude").Attributes["gen_ai.input.messages"], Is.EqualTo("""[{"role":"user","parts":[{"type":"text","content":"Fix it 1"}]}]"""));
            Assert.That(said.Single(span => span.Name == "invoke_agent claude").Attributes["gen_ai.output.messages"], Is.EqualTo("""[{"role":"assistant","parts":[{"type":"text","content":"Done."}],"finish_reason":"stop"}]"""));
            Assert.That(said.Single(span => span.Name == "execute_tool Bash").Attributes["gen_ai.tool.call.result"], Does.StartWith("it is ").And.Not.Contain("leaked"));
        });
    }

    [Test]
    public async Task A_restart_neither_loses_nor_doubles_a_turn(CancellationToken cancellationToken)
    {
        await using var bench = await TelemetryBench.OpenAsync(cancellationToken);
        bench.AddTurn(1, ReasonCode.Completed, Work);
        bench.Tell();
        await Eventually.ThatAsync(() => bench.Collector.Spans.Count, Is.EqualTo(7));

        await bench.StopHostAsync();
        bench.AddTurn(2, ReasonCode.HarnessCrashed, (101, new AnswerEvent("No.")));
        await bench.StartHostAsync(cancellationToken);
        bench.Tell();
        await Eventually.ThatAsync(() => bench.Collector.Spans.Count, Is.EqualTo(8));

        var second = bench.Collector.Spans[^1];
        Assert.That((second.Name, second.Attributes["slackagents.turn"], second.Attributes["error.type"], second.Status), Is.EqualTo(("invoke_agent claude", 2L, "HarnessCrashed", 2L)));
        Assert.That(bench.Collector.Spans.Select(span => span.SpanId), Is.Unique);
    }

    [Test]
    public async Task Spans_wait_for_a_collector_that_does_not_take_them_and_health_says_so(CancellationToken cancellationToken)
    {
        await using var bench = await TelemetryBench.OpenAsync(cancellationToken);
        bench.Collector.Answer = 503;
        bench.AddTurn(1, ReasonCode.Completed, Work);

        bench.Tell();
        await Eventually.ThatAsync(() => bench.Status.Reasons, Has.Some.Contains("answers with HTTP 503").And.Some.Contains("Telemetry:OtlpEndpoint"));
        Assert.That(bench.Collector.Spans, Is.Empty);

        bench.Collector.Answer = 200;
        await Eventually.IsTrueAsync(() =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            return bench.Collector.Spans.Count == 7;
        });
        await Eventually.ThatAsync(() => bench.Status.Reasons, Is.Empty);
    }

    [TestCase(TelemetryProtocol.HttpProtobuf, 400)]
    [TestCase(TelemetryProtocol.Grpc, 3)]
    public async Task Spans_that_a_collector_never_takes_do_not_hold_up_others(TelemetryProtocol protocol, int answer, CancellationToken cancellationToken)
    {
        await using var bench = await TelemetryBench.OpenAsync(cancellationToken, protocol);
        bench.Collector.Answer = answer;
        bench.AddTurn(1, ReasonCode.Completed, Work);
        bench.Tell();
        await Eventually.ThatAsync(() => bench.Collector.Requests.Count, Is.EqualTo(1));

        bench.Collector.Answer = protocol is TelemetryProtocol.Grpc ? 0 : 200;
        bench.AddTurn(2, ReasonCode.Completed, (101, new AnswerEvent("Yes.")));
        bench.Tell();

        await Eventually.ThatAsync(() => bench.Collector.Spans.Select(span => span.Attributes.GetValueOrDefault("slackagents.turn")), Is.EqualTo(new object[] { 2L }));
    }

    [Test]
    public async Task The_same_turn_has_the_same_spans_each_time(CancellationToken cancellationToken)
    {
        await using var bench = await TelemetryBench.OpenAsync(cancellationToken);
        bench.AddTurn(1, ReasonCode.Completed, Work);

        var first = await bench.Spans.ReadAsync(bench.Run, bench.Turns[0], isFirst: true, captureContent: true, cancellationToken);
        var second = await bench.Spans.ReadAsync(bench.Run, bench.Turns[0], isFirst: true, captureContent: true, cancellationToken);

        var resource = new SpanResource([]);
        Assert.That(OtlpProtobuf.Write(resource, first).ToArray(), Is.EqualTo(OtlpProtobuf.Write(resource, second).ToArray()));
        Assert.That(first, Has.Count.EqualTo(7));
    }

    [Test]
    public void A_turn_with_too_many_calls_says_how_many_are_left_out()
    {
        var run = Testing.Data.Some.Run();
        var turn = Testing.Data.Some.Turn(run.Id);
        var spans = new TurnSpans(run, turn, captureContent: false);
        for (var number = 1; number <= TurnSpans.MostSpans + 5; number++)
        {
            spans.Take(new TraceRecord(run.Id, number, 1, TelemetryBench.Start, new ModelCallEvent("anthropic", "m", 200, 1, 0, 0, 1, 0, 1, null), null));
        }

        var made = spans.End(isFirst: true);

        Assert.That(made, Has.Count.EqualTo(TurnSpans.MostSpans + 2));
        Assert.That(made[1].Attributes.Single(attribute => attribute.Key == "slackagents.spans_left_out").Value, Is.EqualTo(5L));
        Assert.That(made[1].Attributes.Single(attribute => attribute.Key == "gen_ai.usage.output_tokens").Value, Is.EqualTo(TurnSpans.MostSpans + 5L));
    }
}
