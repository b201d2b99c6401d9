using System.Net;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Host;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ApiEndpointsTests
{
    private const string Task = """{"task":"fix the readme typo"}""";

    private AgentSite _site = null!;
    private string _token = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _site = await AgentSite.StartAsync();
        _token = await _site.TokenAsync(_site.Core.Ada);
    }

    [TearDown]
    public async Task TearDownAsync() => await _site.DisposeAsync();

    [Test]
    public async Task A_request_becomes_a_run_as_in_Slack_and_can_be_watched()
    {
        var (status, body, headers) = await StartAsync("""{"text":"fix the readme typo harness=robot","base":"main","push":false,"context":"none","steer":"now"}""");

        var id = body.GetProperty("id").GetString()!;
        var run = (await _site.Core.Database.Runs.ListRecentAsync(_site.Core.Ada, 10, CancellationToken.None)).Single();
        await Eventually.FindAsync(async () => (await _site.Core.ReadAsync(run.Id)).CardTs);
        var (_, shown, _) = await SendAsync(HttpMethod.Get, $"/api/runs/{id}");
        var (_, list, _) = await SendAsync(HttpMethod.Get, "/api/runs");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(headers.Location, Is.EqualTo(new Uri($"https://agents.test/api/runs/{id}")));
            Assert.That(body.GetProperty("traceUrl").GetString(), Does.StartWith($"https://agents.test/runs/{id}?t="));
            Assert.That((run.Id.Value, run.Surface, run.Channel, run.Title), Is.EqualTo((id, RequestSurface.Api, "D0ADA", "fix the readme typo")));
            Assert.That((run.Harness, run.Base, run.Push, run.ContextMode, run.Steering), Is.EqualTo(("robot", "main", false, ContextMode.None, TurnDelivery.Now)));
            Assert.That(shown.GetProperty("threadUrl").GetString(), Is.Not.Empty);
            Assert.That(list.GetProperty("runs").EnumerateArray().Select(one => one.GetProperty("id").GetString()), Is.EqualTo(new[] { id }));
        });
    }

    [Test]
    public async Task The_same_key_is_the_same_run_and_another_request_is_refused()
    {
        var (first, one, _) = await StartAsync(Task, key: "k1");
        var (again, same, _) = await StartAsync(Task, key: "k1");
        var (other, _, _) = await StartAsync("""{"task":"something else"}""", key: "k1");
        var (_, more, _) = await StartAsync(Task, key: "k2");
        var (foreign, theirs, _) = await _site.SendAsync(HttpMethod.Post, "/api/runs", await _site.TokenAsync(_site.Core.Bob), Task, key: "k1");

        Assert.Multiple(() =>
        {
            Assert.That((first, again, other, foreign), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created)));
            Assert.That(same.GetProperty("id").GetString(), Is.EqualTo(one.GetProperty("id").GetString()));
            Assert.That(((string?[])[one.GetProperty("id").GetString(), more.GetProperty("id").GetString(), theirs.GetProperty("id").GetString()]).Distinct(StringComparer.Ordinal).ToList(), Has.Count.EqualTo(3));
        });
    }

    [Test]
    public async Task The_same_request_sent_ten_times_at_once_is_one_run()
    {
        var answers = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StartAsync(Task, key: "k1")));

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Status), Has.Exactly(1).EqualTo(HttpStatusCode.Created).And.Exactly(9).EqualTo(HttpStatusCode.OK));
            Assert.That(answers.Select(answer => answer.Body.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).ToList(), Has.Count.EqualTo(1));
        });
    }

    [TestCase("""{"task":"fix it","repo":"not a repo"}""", 422, "is not a repository")]
    [TestCase("""{"task":"fix it","harness":"nobody"}""", 422, "no harness")]
    [TestCase("""{"task":"fix it","context":"all"}""", 422, "context=all")]
    [TestCase("""{"task":"fix it","push":"perhaps"}""", 422, "push=perhaps")]
    [TestCase("""{"task":"fix it","text":"fix it"}""", 422, "mean the same")]
    [TestCase("""{"task":"stop"}""", 422, "an order")]
    [TestCase("""{"task":"  "}""", 422, "no task")]
    [TestCase("""{}""", 422, "no task")]
    [TestCase("""{"task":"fix it","repository":"acme/widgets"}""", 400, "repository")]
    [TestCase("""{"task":7}""", 400, "task")]
    [TestCase("""[]""", 400, "no JSON object")]
    [TestCase("""null""", 400, "not an object")]
    [TestCase("""{"task":""", 400, "not what this address takes")]
    [TestCase("""{"task":"fix it","channel":"C0SECRET"}""", 403, "public channels")]
    [TestCase("""{"task":"fix it","channel":"D0BOB"}""", 403, "direct messages")]
    [TestCase("""{"task":"fix it","channel":"C0GONE"}""", 403, "cannot see this channel")]
    public async Task What_cannot_be_done_is_told_with_the_reason_and_starts_nothing(string json, int expected, string words)
    {
        _site.Core.People.Channels["C0SECRET"] = FakePeople.Ordinary("C0SECRET") with { IsPrivate = true };
        _site.Core.People.Channels["D0BOB"] = FakePeople.Ordinary("D0BOB") with { IsPrivate = true, IsDirectMessage = true };
        _site.Core.People.Channels["C0GONE"] = null;

        var (status, body, _) = await StartAsync(json);

        Assert.That((int)status, Is.EqualTo(expected), body.ToString());
        Assert.That(body.GetProperty("detail").GetString(), Does.Contain(words));
        Assert.That(await _site.Core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_public_channel_can_be_named()
    {
        await StartAsync("""{"task":"fix it","channel":"C0GENERAL"}""");

        Assert.That((await _site.Core.Database.Runs.ListRecentAsync(_site.Core.Ada, 1, CancellationToken.None)).Single().Channel, Is.EqualTo("C0GENERAL"));
    }

    [Test]
    public async Task Only_a_short_JSON_body_is_read()
    {
        var (tooLong, _, _) = await StartAsync($$"""{"task":"{{new string('x', 300_000)}}"}""");
        var (text, _, _) = await _site.SendAsync(HttpMethod.Post, "/api/runs", _token, Task, type: "text/plain");
        var (key, _, _) = await StartAsync(Task, key: new string('k', 256));

        Assert.That((tooLong, text, key), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task Nobody_gets_in_without_a_token_that_is_good()
    {
        var (none, _, headers) = await _site.SendAsync(HttpMethod.Get, "/api/runs", token: null);
        var (wrong, _, _) = await _site.SendAsync(HttpMethod.Get, "/api/runs", "sla_" + new string('x', 43));
        await _site.Core.Get<ApiTokens>().RevokeAllAsync(_site.Core.Ada, CancellationToken.None);
        var (revoked, body, _) = await SendAsync(HttpMethod.Get, "/api/runs");

        Assert.Multiple(() =>
        {
            Assert.That((none, wrong, revoked), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)));
            Assert.That(headers.WwwAuthenticate.Single().Scheme, Is.EqualTo("Bearer"));
            Assert.That(body.GetProperty("nextStep").GetString(), Does.Contain("/agent token"));
        });
    }

    [Test]
    public async Task The_token_of_a_deactivated_account_opens_nothing()
    {
        _site.Core.People.People[_site.Core.Ada.User] = FakePeople.Member(_site.Core.Ada) with { IsDeactivated = true };

        var (status, body, _) = await SendAsync(HttpMethod.Get, "/api/runs");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(body.GetProperty("detail").GetString(), Does.Contain("deactivated"));
    }

    [Test]
    public async Task Somebody_elses_run_is_as_if_it_were_not_there_except_for_operators()
    {
        var (_, started, _) = await StartAsync(Task);
        var path = $"/api/runs/{started.GetProperty("id").GetString()}";
        var bob = await _site.TokenAsync(_site.Core.Bob);

        var before = await System.Threading.Tasks.Task.WhenAll(
            _site.SendAsync(HttpMethod.Get, path, bob), _site.SendAsync(HttpMethod.Post, $"{path}/stop", bob), _site.SendAsync(HttpMethod.Post, $"{path}/messages", bob, """{"text":"hello"}"""));
        _site.Core.Access.Operators.Add(_site.Core.Bob.User);
        var (after, _, _) = await _site.SendAsync(HttpMethod.Get, path, bob);

        Assert.That(before.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.NotFound));
        Assert.That(after, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_a_rule_forbids_in_Slack_it_forbids_here()
    {
        var (_, started, _) = await StartAsync(Task);
        var rule = new AccessRule { Name = "night" };
        rule.Start.Add(AccessWord.Nobody);
        rule.Control.Add(AccessWord.Nobody);
        _site.Core.Access.Rules.Add(rule);

        var (start, why, _) = await StartAsync(Task);
        var (stop, _, _) = await SendAsync(HttpMethod.Post, $"/api/runs/{started.GetProperty("id").GetString()}/stop");

        Assert.That((start, stop), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
        Assert.That(why.GetProperty("detail").GetString(), Does.Contain("rule night"));
    }

    [Test]
    public async Task A_run_is_told_something_once_and_the_thread_shows_it()
    {
        var (_, started, _) = await StartAsync(Task);
        var run = await _site.Core.WhenAsync(Core.Ids.RunId.Parse(started.GetProperty("id").GetString()!), RunState.Finished);

        var (first, _, _) = await SendAsync(HttpMethod.Post, $"/api/runs/{run.Id}/messages", """{"text":"queue: also the license"}""", "m1");
        await SendAsync(HttpMethod.Post, $"/api/runs/{run.Id}/messages", """{"text":"queue: also the license"}""", "m1");

        await _site.Core.EndOfAsync(run.Id, 2);
        var shown = await Eventually.FindAsync(() => System.Threading.Tasks.Task.FromResult(_site.Core.Slack.Posts.FirstOrDefault(post => FakePost.Words(post.Content).Contains("by the API: also the license", StringComparison.Ordinal))));
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(_site.Core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None).Result.Select(turn => turn.Prompt), Is.EqualTo(new[] { "fix the readme typo", "also the license" }));
            Assert.That(shown.ThreadTs, Is.EqualTo(run.ReplyThread));
        });
    }

    [Test]
    public async Task A_run_is_stopped()
    {
        _site.Core.Limits.MaxConcurrent = 1;
        var (_, started, _) = await StartAsync(Task);
        var id = started.GetProperty("id").GetString();

        var (status, body, _) = await SendAsync(HttpMethod.Post, $"/api/runs/{id}/stop");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty("state").GetString(), Is.AnyOf("stopping", "stopped", "finished"));
    }

    [Test]
    public async Task Without_a_repository_the_next_step_is_told()
    {
        _site.Core.Defaults.Workspace = new RunDefaults();

        var (status, body, _) = await StartAsync(Task);

        Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity), body.ToString());
    }

    [Test]
    public async Task While_Slack_does_not_answer_one_is_asked_to_come_back()
    {
        _site.Core.People.Before = () => throw new ReplyException(ReplyFailure.Transient, "no_answer", "Slack does not answer.");

        var (status, _, headers) = await StartAsync(Task);

        Assert.That((status, headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.ServiceUnavailable, (TimeSpan?)TimeSpan.FromSeconds(15))));
    }

    [Test]
    public async Task A_token_that_is_used_too_often_has_to_wait_and_another_has_not()
    {
        await using var site = await AgentSite.StartAsync(options: new ApiOptions { RequestsPerMinute = 2 });
        var (ada, bob) = (await site.TokenAsync(site.Core.Ada), await site.TokenAsync(site.Core.Bob));

        var answers = new List<(HttpStatusCode Status, System.Text.Json.JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders Headers)>();
        for (var index = 0; index < 50 && answers.All(answer => answer.Status == HttpStatusCode.OK); index++)
        {
            answers.Add(await site.SendAsync(HttpMethod.Get, "/api/runs", ada));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers[^1].Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answers[^1].Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(site.SendAsync(HttpMethod.Get, "/api/runs", bob).Result.Status, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Switched_off_it_is_not_there()
    {
        await using var site = await AgentSite.StartAsync(options: new ApiOptions { Enabled = false });

        var (status, body, _) = await site.SendAsync(HttpMethod.Get, "/api/runs", await site.TokenAsync(site.Core.Ada));

        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(body.GetProperty("detail").GetString(), Does.Contain("Api:Enabled"));
    }

    private Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> StartAsync(string json, string? key = null) =>
        _site.SendAsync(HttpMethod.Post, "/api/runs", _token, json, key);

    private Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string path, string? json = null, string? key = null) =>
        _site.SendAsync(method, path, _token, json, key);
}
