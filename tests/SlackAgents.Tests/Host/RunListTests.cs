using System.Globalization;
using System.Net;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Host;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunListTests
{
    private const string Private = "C0PRIVATE";

    private RunListSite _site = null!;

    private CoreDriver Core => _site.Core;

    [SetUp]
    public async Task SetUpAsync() => _site = await RunListSite.StartAsync(core =>
    {
        core.People.Channels[Private] = FakePeople.Ordinary(Private) with { IsPrivate = true };
        core.Access.Operators.Add("U0OPERATOR");
    });

    [TearDown]
    public async Task TearDownAsync() => await _site.DisposeAsync();

    private static PersonId Operator { get; } = new(FakePeople.Home, "U0OPERATOR");

    [Test]
    public async Task Who_is_not_signed_in_is_led_to_signing_in_and_told_nothing()
    {
        var run = await _site.AddAsync();

        using var page = await _site.SendAsync(person: null, "/runs");
        var text = await page.Content.ReadAsStringAsync();
        var (status, body) = await _site.ReadAsync(person: null);

        Assert.Multiple(() =>
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(text, Does.Contain("/agent list").And.Not.Contain(run.Id.Value));
            Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(body.GetProperty("next").GetString(), Does.Contain("sign in"));
        });
    }

    [Test]
    public async Task Everybody_sees_their_own_runs_and_those_of_public_channels()
    {
        var open = await _site.AddAsync();
        var hidden = await _site.AddAsync(run => run with { Channel = Private });
        var own = await _site.AddAsync(run => run with { Channel = Private, Requester = new Requester(Core.Bob, "Bob") });

        Assert.That(await _site.IdsAsync(Core.Bob), Is.EquivalentTo(new[] { open.Id.Value, own.Id.Value }));
        Assert.That(await _site.IdsAsync(Core.Ada), Is.EquivalentTo(new[] { open.Id.Value, hidden.Id.Value }));
        Assert.That(await _site.IdsAsync(Operator), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task What_may_not_be_seen_leaves_no_trace_in_choices_and_costs()
    {
        await _site.AddAsync(run => run with { Usage = RunUsage.None with { CostUsd = 1 } });
        await _site.AddAsync(run => run with { Channel = Private, Requester = new Requester(new PersonId(FakePeople.Home, "U0SECRET"), "Mallory"), Repository = RepositoryName.Parse("acme/merger"), Usage = RunUsage.None with { CostUsd = 100 } });

        var (_, body) = await _site.ReadAsync(Core.Bob, "?costs=1");

        Assert.Multiple(() =>
        {
            Assert.That(body.ToString(), Does.Not.Contain("merger").And.Not.Contain("Mallory").And.Not.Contain(Private));
            Assert.That(body.GetProperty("costs").GetProperty("totalUsd").GetDecimal(), Is.EqualTo(1));
            Assert.That(body.GetProperty("costs").GetProperty("days").GetArrayLength(), Is.EqualTo(30));
            Assert.That(body.GetProperty("costs").GetProperty("days")[29].GetProperty("usd").GetDecimal(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_guest_of_the_workspace_sees_nothing_of_others()
    {
        Core.People.People["U0GUEST"] = FakePeople.Member(new PersonId(FakePeople.Home, "U0GUEST")) with { IsGuest = true };
        await _site.AddAsync();

        Assert.That(await _site.IdsAsync(new PersonId(FakePeople.Home, "U0GUEST")), Is.Empty);
    }

    [Test]
    public async Task Where_nobody_can_say_the_run_is_left_out_and_that_is_said()
    {
        await _site.AddAsync();
        var (_, before) = await _site.ReadAsync(Core.Ada);
        var asked = 0;

        // Slack knows who is signed in, and then falls silent.
        Core.People.Before = () => _ = ++asked > 1 ? throw new ReplyException(ReplyFailure.Transient, "down", "Slack is down.") : 0;
        var (status, body) = await _site.ReadAsync(Core.Bob);

        Assert.Multiple(() =>
        {
            Assert.That(before.TryGetProperty("incomplete", out _), Is.False);
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(body.GetProperty("recent").GetArrayLength(), Is.Zero);
            Assert.That(body.GetProperty("incomplete").GetBoolean(), Is.True);
        });
    }

    [Test]
    public async Task While_Slack_says_nothing_at_all_nobody_is_let_in()
    {
        Core.People.Before = () => throw new ReplyException(ReplyFailure.Transient, "down", "Slack is down.");

        var (status, _) = await _site.ReadAsync(Core.Ada);
        using var page = await _site.SendAsync(Core.Ada, "/runs");

        Assert.That((status, page.StatusCode), Is.EqualTo((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable)));
    }

    [Test]
    public async Task Filters_narrow_it()
    {
        var failed = await _site.AddAsync(run => run with { State = RunState.Failed, Title = "Fix the login" });
        var other = await _site.AddAsync(run => run with { Requester = new Requester(Core.Bob, "Bob"), Repository = RepositoryName.Parse("acme/api"), Channel = "C0OTHER" });

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await _site.IdsAsync(Core.Ada, "?state=failed"), Is.EqualTo(new[] { failed.Id.Value }));
            Assert.That(await _site.IdsAsync(Core.Ada, "?state=active"), Is.Empty);
            Assert.That(await _site.IdsAsync(Core.Ada, $"?person={Uri.EscapeDataString(Core.Bob.ToString())}"), Is.EqualTo(new[] { other.Id.Value }));
            Assert.That(await _site.IdsAsync(Core.Ada, "?repository=acme/api"), Is.EqualTo(new[] { other.Id.Value }));
            Assert.That(await _site.IdsAsync(Core.Ada, "?channel=C0OTHER"), Is.EqualTo(new[] { other.Id.Value }));
            Assert.That(await _site.IdsAsync(Core.Ada, "?q=LOGIN"), Is.EqualTo(new[] { failed.Id.Value }));
            Assert.That(await _site.IdsAsync(Core.Ada, $"?q={other.Id}"), Is.EqualTo(new[] { other.Id.Value }));
        });
    }

    [TestCase("?person=nobody")]
    [TestCase("?repository=..")]
    [TestCase("?before=%27")]
    public async Task Filters_that_make_no_sense_are_refused(string query) =>
        Assert.That((await _site.ReadAsync(Core.Ada, query)).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task Pages_meet_although_what_may_not_be_seen_lies_between()
    {
        var seen = new List<string>();
        for (var index = 0; index < 30; index++)
        {
            var at = DateTimeOffset.UnixEpoch.AddDays(index);
            var run = await _site.AddAsync(run => run with { CreatedAt = at, Channel = index % 3 == 0 ? Core.Channel : Private });
            if (index % 3 == 0)
            {
                seen.Insert(0, run.Id.Value);
            }
        }

        var pages = new List<string>();
        var query = "?limit=4";
        while (true)
        {
            var (_, body) = await _site.ReadAsync(Core.Bob, query);
            var page = body.GetProperty("recent").EnumerateArray().Select(run => run.GetProperty("id").GetString()!).ToList();
            Assert.That(page, Has.Count.LessThanOrEqualTo(4));
            pages.AddRange(page);
            if (!body.TryGetProperty("before", out var before))
            {
                break;
            }

            query = $"?limit=4&before={before.GetString()}";
        }

        Assert.That(pages, Is.EqualTo(seen));
    }

    [Test]
    public async Task Each_row_leads_to_its_run_with_a_fresh_link()
    {
        var run = await _site.AddAsync(run => run with { LinkGeneration = 3 });

        var (_, body) = await _site.ReadAsync(Core.Ada);

        var link = body.GetProperty("recent")[0].GetProperty("link").GetString()!;
        Assert.That(link, Does.StartWith($"runs/{run.Id}?t="));
        var reading = _site.Links.Read(run.Id, link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        Assert.That((reading.Verdict, reading.Generation), Is.EqualTo((TraceLinkVerdict.Valid, 3)));
    }

    [Test]
    public async Task Operators_are_told_how_the_installation_stands_and_others_are_not()
    {
        _site.Pulse.Observe(new ModelCallEvent("anthropic", "m", 200, 1, 0, 0, 1, 0.1m, 100, null));
        _site.Pulse.Observe(new ModelCallEvent("anthropic", "m", 529, 0, 0, 0, 0, 0, 300, null));

        var (_, body) = await _site.ReadAsync(Operator);
        var (_, others) = await _site.ReadAsync(Core.Ada);

        var board = body.GetProperty("operator");
        var provider = board.GetProperty("providers")[0];
        Assert.Multiple(() =>
        {
            Assert.That(others.TryGetProperty("operator", out _), Is.False);
            Assert.That(board.GetProperty("limits").GetProperty("memoryMb").GetInt32(), Is.EqualTo(Core.Sandbox.MemoryMb));
            Assert.That(board.GetProperty("queue").GetProperty("places").GetInt32(), Is.EqualTo(1));
            Assert.That((provider.GetProperty("calls").GetInt32(), provider.GetProperty("failures").GetInt32(), provider.GetProperty("lastStatus").GetInt32()), Is.EqualTo((2, 1, 529)));
            Assert.That(board.GetProperty("disk").GetProperty("databaseBytes").GetInt64(), Is.Positive);
            Assert.That(board.GetProperty("health").GetProperty("status").GetString(), Is.EqualTo("healthy"));
        });
    }

    [Test]
    public async Task What_goes_on_and_what_waits_is_shown_with_its_step_and_its_place()
    {
        Core.Engine.Agent = Agents.WaitFor(new TaskCompletionSource().Task);
        var first = await Core.AskAsync();
        await Core.WhenAsync(first.Id, RunState.Running);
        var second = await Core.AskAsync("another task", Core.Bob);

        JsonElement body = default;
        await Eventually.IsTrueAsync(async () =>
        {
            (_, body) = await _site.ReadAsync(Operator);
            return body.GetProperty("queued") is { } queued && queued.GetArrayLength() == 1 && queued[0].TryGetProperty("position", out _)
                && body.GetProperty("active") is { } active && active.GetArrayLength() == 1 && active[0].TryGetProperty("step", out _)
                && body.GetProperty("operator").GetProperty("sandboxes").GetArrayLength() == 1;
        });

        Assert.Multiple(() =>
        {
            Assert.That(body.GetProperty("active")[0].GetProperty("id").GetString(), Is.EqualTo(first.Id.Value));
            Assert.That(body.GetProperty("queued")[0].GetProperty("id").GetString(), Is.EqualTo(second.Id.Value));
            Assert.That(body.GetProperty("queued")[0].GetProperty("position").GetInt32(), Is.EqualTo(1));
            Assert.That(body.GetProperty("operator").GetProperty("sandboxes")[0].GetProperty("run").GetString(), Is.EqualTo(first.Id.Value));
        });
    }

    [Test]
    public async Task An_engine_that_does_not_answer_is_said_to()
    {
        Core.Engine.Before = _ => throw new SandboxException(SandboxFailure.EngineUnreachable, "down");

        var (status, body) = await _site.ReadAsync(Operator);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty("operator").TryGetProperty("sandboxes", out _), Is.False);
    }

    [Test]
    public async Task The_page_brings_its_first_answer_along_and_nothing_in_it_can_end_its_script()
    {
        var run = await _site.AddAsync(run => run with { Title = "</script><script>alert(1)</script><!--" });

        using var answer = await _site.SendAsync(Core.Ada, "/runs?state=finished");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(text, Does.Contain("\"page\":\"runs\"").And.Contain(run.Id.Value));
            Assert.That(text, Does.Not.Contain("<script>alert").And.Not.Contain("<!--"));
            Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("default-src 'none'"));
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
        });
    }

    [Test]
    public async Task A_slash_too_many_leads_back()
    {
        using var answer = await _site.SendAsync(Core.Ada, "/runs/?state=failed");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("../runs?state=failed"));
    }

    [Test]
    public async Task A_long_list_that_may_not_be_seen_is_not_searched_to_its_end_in_one_go()
    {
        for (var index = 0; index < 1_100; index++)
        {
            var at = DateTimeOffset.UnixEpoch.AddDays(index);
            await _site.AddAsync(run => run with { CreatedAt = at, Channel = index == 0 ? Core.Channel : Private, Title = index.ToString(CultureInfo.InvariantCulture) });
        }

        var (_, first) = await _site.ReadAsync(Core.Bob);
        Assert.That(first.GetProperty("recent").GetArrayLength(), Is.Zero);
        var (_, second) = await _site.ReadAsync(Core.Bob, $"?before={first.GetProperty("before").GetString()}");

        Assert.That(second.GetProperty("recent")[0].GetProperty("title").GetString(), Is.EqualTo("0"));
    }
}
