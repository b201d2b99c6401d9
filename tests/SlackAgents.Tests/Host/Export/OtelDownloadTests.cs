using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Tests.Telemetry;
using SlackAgents.Tests.Traces.Schemas;

namespace SlackAgents.Tests.Host.Export;

[CancelAfter(60_000)]
internal sealed class OtelDownloadTests
{
    private static readonly TraceEvent[] Everything =
    [
        new StepEvent("clone", "failed", 500, "x"), new SessionEvent("s", "m", "1"), new PromptEvent("x", "y", "1"), new TextEvent("x"),
        new ModelCallEvent("anthropic", "m", 200, 1, 2, 3, 4, 0.5m, 10, "r", Cut: true), new ModelCallEvent("anthropic", null, 500, 1, 2, 3, 4, 0.5m, 10, null),
        new ToolCallEvent("1", "Bash", "{}", null), new ToolResultEvent("1", "</script>", true, 5, 0), new ToolCallEvent("2", "Read", "{}", null),
        new RetryEvent(1, 2, 3, 429, "x"), new ErrorEvent("HarnessCrashed", "x"), new WebRequestEvent("GET", "x", "refused", "y"), new PushEvent("policy", "x", null, new string('a', 40), "allowed", null),
        new QuestionEvent("1", "x"), new ReplyEvent("1", "x", null, "expired"), new AnswerEvent("x"), new UnknownEvent("x", "y"),
    ];

    [Test]
    public async Task Every_span_is_as_the_schema_says(CancellationToken cancellationToken)
    {
        await using var site = await SiteAsync(cancellationToken);
        var schema = await PublishedSchema.LoadAsync("otel-span.v1", cancellationToken);

        var json = await site.Client.GetStringAsync(site.Path("/otel.json"), cancellationToken);

        var spans = OtlpReader.ReadJson(json);
        Assert.Multiple(() =>
        {
            Assert.That(schema.Errors(json), Is.Empty);
            Assert.That(spans.Select(span => span.Name), Is.EqualTo(new[] { "slackagents.run", "invoke_agent claude", "slackagents.step clone", "chat m", "chat", "execute_tool Bash", "execute_tool Read" }));
            Assert.That(spans.SelectMany(span => span.Attributes.Keys).Distinct(StringComparer.Ordinal).Count(), Is.GreaterThan(25));
        });
    }

    [Test]
    public async Task An_attribute_that_the_schema_does_not_know_is_seen(CancellationToken cancellationToken)
    {
        await using var site = await SiteAsync(cancellationToken);
        var schema = await PublishedSchema.LoadAsync("otel-span.v1", cancellationToken);
        var json = await site.Client.GetStringAsync(site.Path("/otel.json"), cancellationToken);

        Assert.That(schema.Errors(json.Replace("gen_ai.tool.name", "gen_ai.tool.nick", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(schema.Errors(json.Replace("{\"intValue\":\"1\"}", "{\"stringValue\":\"1\"}", StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public async Task A_turn_that_goes_on_is_not_told_of(CancellationToken cancellationToken)
    {
        await using var site = await SiteAsync(cancellationToken);
        site.Turns = [site.Turns[0] with { State = TurnState.Active, EndedAt = null }];

        var json = await site.Client.GetStringAsync(site.Path("/otel.json"), cancellationToken);

        Assert.That(OtlpReader.ReadJson(json), Is.Empty);
    }

    private static async Task<TraceSite> SiteAsync(CancellationToken cancellationToken)
    {
        var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Everything);
        var at = site.Run.CreatedAt;
        site.Turns = [Some.Turn(TraceSite.RunId) with { Number = 1, State = TurnState.Ended, StartedAt = at, EndedAt = at.AddHours(1), Reason = ReasonCode.HarnessCrashed }];
        return site;
    }
}
