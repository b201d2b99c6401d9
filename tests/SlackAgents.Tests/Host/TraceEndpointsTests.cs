using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

[CancelAfter(60_000)]
internal sealed partial class TraceEndpointsTests
{
    private const string Attack = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    [Test]
    public async Task A_good_link_shows_the_run_and_the_beginning_of_its_trace(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 1201).Select(number => new TextEvent($"event {number}.")));

        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);
        var run = Boot(page).GetProperty("run");

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("acme/widgets").And.Contain("agent/4f9c2k7m1a-fix-the-login-test").And.Contain("$0.43"));
            Assert.That(run.GetProperty("head").GetProperty("usage").GetProperty("costUsd").GetDecimal(), Is.EqualTo(0.4321m));
            Assert.That(run.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("event").GetProperty("text").GetString()), Is.EqualTo(Enumerable.Range(1, 60).Select(number => $"event {number}.")));
            Assert.That(run.GetProperty("rows").EnumerateArray().Select(row => row[0].GetInt32()), Is.EqualTo(Enumerable.Range(1, 1000)));
            Assert.That(run.GetProperty("last").GetInt64(), Is.EqualTo(1201));
        });
    }

    [TestCase("")]
    [TestCase("/")]
    public async Task The_page_finds_its_files_and_downloads_with_and_without_a_slash_at_its_end(string end, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var address = new Uri(site.Client.BaseAddress!, site.Path(end));

        var page = await site.Client.GetStringAsync(address, cancellationToken);

        var files = Attribute().Matches(page).Select(match => match.Groups["address"].Value).Append(Boot(page).GetProperty("run").GetProperty("links").GetProperty("jsonl").GetString()!).ToList();
        Assert.That(files, Has.Count.EqualTo(3));
        foreach (var file in files)
        {
            using var answer = await site.Client.GetAsync(new Uri(address, file), cancellationToken);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), file);
        }
    }

    [Test]
    public async Task Nothing_that_was_written_by_others_becomes_markup_and_all_of_it_arrives(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Run = site.Run with { Base = Attack, Model = Attack, ReasonDetail = Attack };
        site.Traces.Add(TraceSite.RunId, AttackEverywhere());

        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);
        var run = Boot(page).GetProperty("run");

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Not.Contain("<img").And.Not.Contain("<script>").And.Not.Contain("<b>Example").And.Not.Contain("<!--").And.Contain("&lt;img"));
            Assert.That(page.Split("</script>"), Has.Length.EqualTo(3));
            Assert.That(run.GetProperty("head").GetProperty("model").GetString(), Is.EqualTo(Attack));
            Assert.That(run.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("event").GetRawText()), Is.EqualTo(AttackEverywhere().Select(what => TraceJson.Serialize(what).Replace("<", "\\u003c", StringComparison.Ordinal))));
        });
    }

    [TestCase("", "")]
    [TestCase("/trace.jsonl", "")]
    [TestCase("/records", "&sequences=1")]
    [TestCase("/records/1/text", "&of=text")]
    [TestCase("/head", "")]
    [TestCase("/events", "")]
    public async Task A_secret_that_got_into_a_trace_leaves_by_no_route(string under, string more, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Run = site.Run with { ReasonDetail = "it is " + TraceSite.Secret };
        site.Traces.Add(TraceSite.RunId, new TextEvent("it is " + TraceSite.Secret));

        var answer = under == "/events" ? await FirstEntryAsync(site, cancellationToken) : await site.Client.GetStringAsync(site.Path(under, more), cancellationToken);

        Assert.That(answer, Does.Contain("it is ***").And.Not.Contain(TraceSite.Secret));
    }

    [TestCase("a-secret-that", 0)]
    [TestCase("is", 1)]
    public async Task A_secret_cannot_be_guessed_by_searching(string words, int hits, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new TextEvent("it is " + TraceSite.Secret));

        var found = await site.GetJsonAsync("/search", $"&q={words}", cancellationToken);

        Assert.That(found.GetProperty("sequences").GetArrayLength(), Is.EqualTo(hits));
    }

    [TestCase("")]
    [TestCase("/events")]
    [TestCase("/trace.jsonl")]
    [TestCase("/head")]
    [TestCase("/index")]
    [TestCase("/records")]
    [TestCase("/records/1/text")]
    [TestCase("/search")]
    public async Task Without_a_good_token_every_route_answers_with_what_to_do(string under, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var foreign = site.Links.CreateToken(RunId.Parse("zzzzzzzzzz"), 0);

        foreach (var path in new[] { $"/runs/{TraceSite.RunId}{under}", $"/runs/{TraceSite.RunId}{under}?t=1.x", $"/runs/{TraceSite.RunId}{under}?t={foreign}", $"/runs/nonsense{under}?t={foreign}" })
        {
            using var answer = await site.Client.GetAsync(path, cancellationToken);

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), path);
            Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Does.Contain("Reply <code>status</code> in the run's Slack thread"));
        }
    }

    [Test]
    public async Task The_headers_keep_third_parties_caches_and_frames_out(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);

        using var answer = await site.Client.GetAsync(site.Path(), cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; script-src 'self'").And.Contain("require-trusted-types-for 'script'; trusted-types slackagents-worker").And.Not.Contain("unsafe"));
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(answer.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
            Assert.That(answer.Headers.GetValues("X-Robots-Tag").Single(), Does.Contain("noindex"));
        });
    }

    [Test]
    public async Task A_long_trace_is_downloaded_whole(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 1201).Select(number => new TextEvent($"event {number}.")));

        var lines = (await site.Client.GetStringAsync(site.Path("/trace.jsonl"), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Has.Length.EqualTo(1201));
        Assert.That(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("event").GetProperty("kind").GetString(), Is.EqualTo("text"));
    }

    [Test]
    public async Task A_run_that_is_no_longer_kept_says_so(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var gone = RunId.Parse("zzzzzzzzzz");

        using var answer = await site.Client.GetAsync($"/runs/{gone}?t={site.Links.CreateToken(gone, 0)}", cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static IEnumerable<TraceEvent> AttackEverywhere() =>
    [
        new StateEvent(Attack, Attack, Attack), new StepEvent(Attack, Attack, 1, Attack), new SessionEvent(Attack, Attack, Attack),
        new PromptEvent(Attack, Attack, Attack), new TextEvent(Attack), new ThinkingEvent(Attack),
        new ToolCallEvent(Attack, Attack, Attack, Attack), new ToolResultEvent(Attack, Attack, true, 1),
        new TodoEvent([new TodoItem(Attack, Attack)]), new UsageEvent(1, 2, 3, 4), new RetryEvent(1, 2, 3, 4, Attack),
        new NoticeEvent(Attack, Attack), new ErrorEvent(Attack, Attack), new AnswerEvent(Attack),
        new ModelCallEvent(Attack, Attack, 200, 1, 2, 3, 4, 5, 6, Attack), new WebRequestEvent(Attack, Attack, Attack, Attack),
        new GitRequestEvent(Attack, Attack, Attack, Attack, 1), new PushEvent(Attack, Attack, Attack, Attack, Attack, Attack),
        new TokenEvent(Attack, Attack, Attack), new AccessEvent(Attack, Attack, Attack, Attack), new UnknownEvent(Attack, Attack),
    ];

    private static async Task<string> FirstEntryAsync(TraceSite site, CancellationToken cancellationToken)
    {
        using var live = await LiveEvents.OpenAsync(site, cancellationToken: cancellationToken);
        return await live.ReadAsync("entry", cancellationToken);
    }

    private static JsonElement Boot(string page)
    {
        const string Begin = "<script id=\"boot\" type=\"application/json\">";
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    [GeneratedRegex("(?:href|src)=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
