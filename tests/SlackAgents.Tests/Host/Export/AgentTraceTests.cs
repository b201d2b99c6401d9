using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Traces.Export;
using SlackAgents.Testing.Time;
using SlackAgents.Tests.Publishing.Authorship;
using SlackAgents.Tests.Traces.Schemas;

namespace SlackAgents.Tests.Host.Export;

[CancelAfter(60_000)]
internal sealed class AgentTraceTests
{
    private static readonly DateTimeOffset Pushed = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task The_record_ties_lines_to_turn_and_model_without_giving_a_way_in(CancellationToken cancellationToken)
    {
        using var bench = await BenchAsync(cancellationToken);
        await using var site = await SiteAsync(bench, cancellationToken);

        var json = await site.Client.GetStringAsync(site.Path("/agent-trace.json"), cancellationToken);
        var again = await site.Client.GetStringAsync(site.Path("/agent-trace.json"), cancellationToken);

        var schema = await PublishedSchema.LoadAsync("agent-trace.v0.1", cancellationToken);
        using var record = JsonDocument.Parse(json);
        var root = record.RootElement;
        var conversations = root.GetProperty("files").EnumerateArray().Single(file => file.GetProperty("path").GetString() == "code.txt").GetProperty("conversations").EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(schema.Errors(json), Is.Empty);
            Assert.That(again, Is.EqualTo(json));
            Assert.That(root.GetProperty("vcs").GetProperty("revision").GetString(), Is.EqualTo(bench.Head));
            Assert.That(root.GetProperty("timestamp").GetDateTimeOffset(), Is.EqualTo(Pushed));
            Assert.That(conversations.Select(one => one.GetProperty("contributor").GetRawText()), Is.EqualTo(new[]
            {
                """{"type":"ai","model_id":"google/gemini-3-pro"}""", """{"type":"ai","model_id":"anthropic/claude-sonnet-4-5"}""", """{"type":"unknown"}""",
            }));
            Assert.That(conversations[1].GetProperty("ranges").GetRawText(), Is.EqualTo("""[{"start_line":4,"end_line":4}]"""));
            Assert.That(conversations[1].GetProperty("url").GetString(), Is.EqualTo($"{site.Client.BaseAddress}runs/{TraceSite.RunId}#t=2"));
            Assert.That(json, Does.Not.Contain("t=" + site.Links.CreateToken(TraceSite.RunId, 0)[..5]).And.Not.Contain("?"));
        });
    }

    [Test]
    public async Task It_outlives_the_commits_when_somebody_asked_before(CancellationToken cancellationToken)
    {
        using var bench = await BenchAsync(cancellationToken);
        await using var site = await SiteAsync(bench, cancellationToken);
        var json = await site.Client.GetStringAsync(site.Path("/agent-trace.json"), cancellationToken);

        await bench.Quarantines.RemoveAsync(TraceSite.RunId, cancellationToken);

        Assert.That(await site.Client.GetStringAsync(site.Path("/agent-trace.json"), cancellationToken), Is.EqualTo(json));
        site.Run = site.Run with { PushedSha = new string('b', 40) };
        using var gone = await site.Client.GetAsync(new Uri(site.Path("/agent-trace.json"), UriKind.Relative), cancellationToken);
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task It_is_made_when_the_run_comes_to_rest_and_not_before(CancellationToken cancellationToken)
    {
        using var bench = await BenchAsync(cancellationToken);
        await using var site = await SiteAsync(bench, cancellationToken);
        var (signals, documents) = (new RunSignals(), site.Services.GetRequiredService<IDocumentStore>());
        using var keeper = new AgentTraceKeeper(signals, site.Services.GetRequiredService<AgentTraceShelf>(), NullLogger<AgentTraceKeeper>.Instance);
        await keeper.StartAsync(cancellationToken);

        // They are taken in order: when the second is there, the first was passed by.
        signals.Changed(site.Run with { State = RunState.Running });
        signals.Changed(site.Run with { State = RunState.Finished, PushedSha = bench.Pushes[0].HeadSha });

        await Eventually.IsTrueAsync(() => KeptAsync(bench.Pushes[0].HeadSha));
        Assert.That(await KeptAsync(bench.Head), Is.False);
        await keeper.StopAsync(cancellationToken);

        async Task<bool> KeptAsync(string head) => await documents.GetAsync("agent-traces", $"{TraceSite.RunId}/{head}", cancellationToken) is not null;
    }

    [Test]
    public async Task A_run_that_pushed_nothing_says_so(CancellationToken cancellationToken)
    {
        using var bench = await BenchAsync(cancellationToken);
        await using var site = await SiteAsync(bench, cancellationToken);
        site.Run = site.Run with { PushedSha = null };

        using var answer = await site.Client.GetAsync(new Uri(site.Path("/agent-trace.json"), UriKind.Relative), cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Does.StartWith("Nothing of this run was pushed"));
    }

    private static async Task<AuthorBench> BenchAsync(CancellationToken cancellationToken)
    {
        var bench = await AuthorBench.OpenAsync(TraceSite.RunId, cancellationToken);
        bench.Turn(1, ("code.txt", "one\ntwo\n"));
        await bench.PublishAsync(cancellationToken);
        await bench.PersonAsync(AuthorBench.Branch, cancellationToken, ("code.txt", "one\ntwo\ntheirs\n"));
        bench.Turn(2, ("code.txt", "one\ntwo\ntheirs\nlast\n"));
        return bench;
    }

    private static async Task<TraceSite> SiteAsync(AuthorBench bench, CancellationToken cancellationToken)
    {
        var site = await TraceSite.StartAsync(cancellationToken, add: services => services
            .AddSingleton(bench.Git).AddSingleton(bench.Quarantines));
        site.Run = site.Run with { BaseSha = bench.BaseSha, PushedSha = bench.Head, PullRequestUrl = new Uri("https://github.example/acme/widgets/pull/7"), PullRequestNumber = 7 };
        foreach (var push in bench.Pushes)
        {
            site.Traces.Add(new TraceRecord(TraceSite.RunId, 0, push.Turn, Pushed.AddHours(-1), new PushEvent("quarantine", "refs/heads/" + AuthorBench.Branch, null, push.HeadSha, "accepted", null), null));
        }

        site.Traces.Add(new TraceRecord(TraceSite.RunId, 0, 1, Pushed, Call("gemini", "gemini-3-pro", 900), null));
        site.Traces.Add(new TraceRecord(TraceSite.RunId, 0, 1, Pushed, Call("gemini", "gemini-3-flash", 100), null));
        site.Traces.Add(new TraceRecord(TraceSite.RunId, 0, 2, Pushed, new PushEvent("github", AuthorBench.Branch, null, bench.Head, "pushed", null), null));
        return site;
    }

    private static ModelCallEvent Call(string provider, string model, long tokens) => new(provider, model, 200, 10, 0, 0, tokens, 0.01m, 100, null);
}
