using System.Net;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

[CancelAfter(60_000)]
internal sealed class TraceEndpointsTests
{
    private const string Attack = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    [Test]
    public async Task A_good_link_shows_the_run_and_its_events(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new TextEvent("I look at the test first."), new ToolCallEvent("c1", "Bash", "{\"command\":\"ls\"}", "ls"));

        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);

        Assert.That(page, Does.Contain("I look at the test first.").And.Contain("acme/widgets").And.Contain("agent/4f9c2k7m1a-fix-the-login-test").And.Contain("$0.43"));
    }

    [Test]
    public async Task Nothing_that_was_written_by_others_becomes_markup(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Run = site.Run with { Base = Attack, Model = Attack, ReasonDetail = Attack };
        site.Traces.Add(TraceSite.RunId, AttackEverywhere());

        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);

        Assert.That(page, Does.Not.Contain("<img").And.Not.Contain("<script>").And.Not.Contain("<b>Example").And.Contain("&lt;img"));
    }

    [Test]
    public async Task A_secret_that_got_into_a_trace_is_neither_shown_nor_sent_nor_downloaded(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new TextEvent("it is " + TraceSite.Secret));

        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);
        var download = await site.Client.GetStringAsync(site.Path("/trace.jsonl"), cancellationToken);
        var live = await FirstEntryAsync(site, string.Empty, null, cancellationToken);

        Assert.That(new[] { page, download, live }, Has.All.Contains("it is ***").And.All.Not.Contains(TraceSite.Secret));
    }

    [TestCase("")]
    [TestCase("/events")]
    [TestCase("/trace.jsonl")]
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
            Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'; script-src 'self'").And.Not.Contain("unsafe"));
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(answer.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
            Assert.That(answer.Headers.GetValues("X-Robots-Tag").Single(), Does.Contain("noindex"));
        });
    }

    [Test]
    public async Task New_events_come_live_with_their_sequence_as_the_id(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new TextEvent("first"));
        using var reader = await OpenAsync(site, "&after=1", null, cancellationToken);
        await ReadUntilAsync(reader, "event: head", cancellationToken);

        site.Traces.Add(TraceSite.RunId, new TextEvent("second"));

        var text = await ReadUntilAsync(reader, "second", cancellationToken);
        Assert.That(text, Does.Contain("id: 2\n").And.Not.Contain("first"));
    }

    [Test]
    public async Task A_browser_that_comes_back_goes_on_after_the_last_event_it_saw(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 700).Select(number => new TextEvent($"event {number}.")));

        var text = await FirstEntryAsync(site, "&after=0", "698", cancellationToken);

        Assert.That(text, Does.Contain("id: 699\n").And.Not.Contain("event 698."));
    }

    [Test]
    public async Task A_long_trace_is_shown_in_pages_and_downloaded_whole(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 1201).Select(number => new TextEvent($"event {number}.")));

        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);
        var lines = (await site.Client.GetStringAsync(site.Path("/trace.jsonl"), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("event 500.").And.Not.Contain("event 501.").And.Contain("after=500"));
            Assert.That(lines, Has.Length.EqualTo(1201));
            Assert.That(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("event").GetProperty("kind").GetString(), Is.EqualTo("text"));
        });
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

    private static async Task<string> FirstEntryAsync(TraceSite site, string more, string? lastEventId, CancellationToken cancellationToken)
    {
        using var reader = await OpenAsync(site, more, lastEventId, cancellationToken);
        return await ReadUntilAsync(reader, "event: entry", cancellationToken) + await reader.ReadLineAsync(cancellationToken);
    }

    private static async Task<StreamReader> OpenAsync(TraceSite site, string more, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Path("/events", more));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        return new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string text, CancellationToken cancellationToken)
    {
        var all = string.Empty;
        while (!all.Contains(text, StringComparison.Ordinal))
        {
            all += await reader.ReadLineAsync(cancellationToken) + "\n";
        }

        return all;
    }
}
