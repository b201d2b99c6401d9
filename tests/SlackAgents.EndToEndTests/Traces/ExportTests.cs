using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Testing;

namespace SlackAgents.EndToEndTests.Traces;

/// <summary>What can be taken away of a real run, and the spans that a collector is sent.</summary>
internal sealed class ExportTests : StageTests
{
    private readonly ConcurrentQueue<JsonNode> _received = new();
    private readonly WebApplication _collector;

    public ExportTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(async context => _received.Enqueue((await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!));
        _collector.StartAsync().GetAwaiter().GetResult();
    }

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Telemetry__OtlpEndpoint"] = _collector.Urls.First(),
        ["Telemetry__Protocol"] = "HttpJson",
    };

    [OneTimeTearDown]
    public async Task StopCollectorAsync() => await _collector.DisposeAsync();

    [Test]
    public async Task A_run_that_opened_a_pull_request_can_be_taken_away_in_every_form()
    {
        var run = await Stage.RunAsync("[[fake:commit]] add a greeting");
        await run.EndAsync();

        var raw = (await DownloadAsync(run, "raw.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var authors = JsonNode.Parse(await DownloadAsync(run, "agent-trace.json"))!;
        var spans = SpansOf(JsonNode.Parse(await DownloadAsync(run, "otel.json"))!).ToList();
        await Eventually(() => _received.SelectMany(SpansOf).Any(span => Text(span, "traceId") == Text(spans[0], "traceId")));

        var pushed = (await run.TraceAsync("push")).Single(push => Text(push, "stage") == "github")["newSha"]!.GetValue<string>();
        var file = authors["files"]!.AsArray().Single(one => Text(one!, "path") == "hello.txt")!;
        var sent = _received.SelectMany(SpansOf).Where(span => Text(span, "traceId") == Text(spans[0], "traceId")).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(raw.Select(line => Text(line, "type")), Has.None.StartsWith("slackagents.").And.Member("system").And.Member("assistant").And.Member("result"));
            Assert.That(Text(authors["vcs"]!, "revision"), Is.EqualTo(pushed));
            Assert.That(Text(file["conversations"]![0]!["contributor"]!, "type"), Is.EqualTo("ai"));
            Assert.That(Text(file["conversations"]![0]!, "url"), Does.EndWith($"/runs/{run.Id}#t=1"));
            Assert.That(spans.Select(span => Text(span, "name").Split(' ')[0]), Is.SupersetOf(new[] { "slackagents.run", "slackagents.step", "invoke_agent", "chat", "execute_tool" }));
            Assert.That(sent.Select(span => Text(span, "spanId")), Is.EquivalentTo(spans.Select(span => Text(span, "spanId"))));
            Assert.That(sent.Select(span => span.ToJsonString()), Has.None.Contains("add a greeting"));
        }
    }

    [Test]
    public async Task The_page_in_a_file_shows_the_run_without_a_network()
    {
        var run = await Stage.RunAsync("[[fake:commit]] <b>keep</b> it </script><script>document.title='owned'</script>");
        await run.EndAsync();
        using var directory = new TempDirectory();
        var path = directory.Combine("run.html");
        await File.WriteAllTextAsync(path, await DownloadAsync(run, "trace.html"));
        await using var browser = await PhoneBrowser.LaunchAsync();
        var requested = new List<string>();

        var page = await browser.OpenAsync(new Uri($"file://{path}#p=files"), requested);
        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("hello.txt");
        await PhoneBrowser.ShootAsync(page, "exported-page-files");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Timeline" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("</script><script>document.title");
        await PhoneBrowser.ShootAsync(page, "exported-page");
        await page.EvaluateAsync("() => { document.addEventListener('securitypolicyviolation', event => { window.refused = event.effectiveDirective; }); const s = document.createElement('script'); document.body.append(s); try { s.textContent = 'document.title = 1'; } catch { window.refused = 'trusted types'; } }");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(requested, Has.Count.EqualTo(1).And.All.StartsWith("file:"));
            Assert.That(await page.TitleAsync(), Does.Contain("keep").And.Not.EqualTo("owned"));
            Assert.That(await page.Locator("main b, header b").CountAsync(), Is.Zero);
            Assert.That(await page.EvaluateAsync<string?>("window.refused"), Is.Not.Null.And.Not.Empty);
            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
            Assert.That(browser.Problems.Where(problem => !problem.Contains("TrustedScript", StringComparison.Ordinal)), Is.Empty);
        }
    }

    private Task<string> DownloadAsync(AgentRun run, string file) =>
        Stage.Product.Client.GetStringAsync(new Uri($"/runs/{run.Id}/{file}?t={run.TraceToken}", UriKind.Relative));

    private static async Task Eventually(Func<bool> condition) => await Testing.Time.Eventually.IsTrueAsync(condition);

    private static IEnumerable<JsonNode> SpansOf(JsonNode request) => request["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]!.AsArray().Select(span => span!);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
