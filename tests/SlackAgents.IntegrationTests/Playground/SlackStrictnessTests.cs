using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Api;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class SlackStrictnessTests : PlaygroundFixture
{
    private const string Runs = "C0RUNS0001";

    protected override RateLimits RateLimits => RateLimits.Strict;

    [Test]
    public async Task Posting_too_fast_is_answered_with_a_wait_and_counted()
    {
        var answers = new List<(int Status, JsonObject Body, HttpResponseHeaders Headers)>();
        for (var index = 0; index < 8; index++)
        {
            answers.Add(await PostAsync(new JsonObject { ["channel"] = Runs, ["text"] = $"{index}" }));
        }

        var refused = answers.Where(answer => answer.Status == 429).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(refused, Is.Not.Empty);
            Assert.That(refused[0].Body["error"]!.ToString(), Is.EqualTo("ratelimited"));
            Assert.That(refused[0].Headers.RetryAfter!.Delta, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(Server.Slack.RateBreaches, Has.Count.EqualTo(refused.Count));
        });
    }

    [Test]
    public async Task A_method_without_json_finds_its_arguments_missing()
    {
        var answer = await SocketClient.CallAsync(Server, "conversations.info", Server.BotToken, new JsonObject { ["channel"] = Runs });

        Assert.That(answer.Body["error"]!.ToString(), Is.EqualTo("invalid_arguments"));
    }

    [Test]
    public async Task Tokens_are_told_apart()
    {
        var wrongKind = await SocketClient.CallAsync(Server, "auth.test", Server.AppToken, []);
        var unknown = await SocketClient.CallAsync(Server, "auth.test", "xoxb-" + "unknown", []);
        var botForSocket = await SocketClient.CallAsync(Server, "apps.connections.open", Server.BotToken, []);
        Server.Slack.Revoke(Server.BotToken);
        var revoked = await SocketClient.CallAsync(Server, "auth.test", Server.BotToken, []);

        Assert.That(
            new[] { wrongKind, unknown, botForSocket, revoked }.Select(answer => answer.Body["error"]!.ToString()),
            Is.EqualTo(new[] { "not_allowed_token_type", "invalid_auth", "not_allowed_token_type", "token_revoked" }));
    }

    [TestCase("""{"channel":"C0RUNS0001"}""", "no_text")]
    [TestCase("""{"channel":"C0NOWHERE1","text":"x"}""", "channel_not_found")]
    [TestCase("""{"channel":"C0ATTIC001","text":"x"}""", "is_archived")]
    [TestCase("""{"channel":"C0RUNS0001","text":"x","thread_ts":"1.1"}""", "thread_not_found")]
    [TestCase("""{"channel":"C0RUNS0001","text":"x","metadata":{"event_type":"t"}}""", "invalid_metadata_format")]
    [TestCase("""{"channel":"C0RUNS0001","text":"x","blocks":"not json"}""", "invalid_blocks_format")]
    [TestCase("""{"channel":"C0RUNS0001","text":"x","markdown_text":"y"}""", "markdown_text_conflict")]
    public async Task A_post_that_the_service_would_refuse_is_refused(string arguments, string error)
    {
        var answer = await PostAsync(JsonNode.Parse(arguments)!.AsObject());

        Assert.That(answer.Body["error"]!.ToString(), Is.EqualTo(error));
    }

    [Test]
    public async Task An_edit_may_be_four_thousand_characters_long()
    {
        var posted = await PostAsync(new JsonObject { ["channel"] = Runs, ["text"] = "x" });
        var ts = posted.Body["ts"]!.ToString();

        var fits = await SocketClient.CallAsync(Server, "chat.update", Server.BotToken, new JsonObject { ["channel"] = Runs, ["ts"] = ts, ["text"] = new string('x', 4000) });
        var tooLong = await SocketClient.CallAsync(Server, "chat.update", Server.BotToken, new JsonObject { ["channel"] = Runs, ["ts"] = ts, ["text"] = new string('x', 4001) });

        Assert.Multiple(() =>
        {
            Assert.That(fits.Body["ok"]!.GetValue<bool>(), Is.True);
            Assert.That(tooLong.Body["error"]!.ToString(), Is.EqualTo("msg_too_long"));
            Assert.That(Server.Slack.Find("#agent-runs", ts)!.History, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_missing_scope_is_named()
    {
        Server.Slack.RemoveScope("chat:write");

        var answer = await PostAsync(new JsonObject { ["channel"] = Runs, ["text"] = "x" });

        Assert.That((answer.Body["error"]!.ToString(), answer.Body["needed"]!.ToString()), Is.EqualTo(("missing_scope", "chat:write")));
    }

    [Test]
    public async Task A_planned_failure_is_met_once_and_a_lost_answer_has_done_its_work()
    {
        Server.Slack.FailNext("chat.postMessage", 429, "ratelimited", retryAfter: TimeSpan.FromSeconds(7));
        var limited = await PostAsync(new JsonObject { ["channel"] = Runs, ["text"] = "one" });
        Server.Slack.LoseAnswerOfNext("chat.postMessage");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.SlackApiUrl + "chat.postMessage") { Content = new StringContent($$"""{"channel":"{{Runs}}","text":"two"}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Server.BotToken);
        using var lost = await http.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That((limited.Status, limited.Headers.RetryAfter!.Delta), Is.EqualTo((429, TimeSpan.FromSeconds(7))));
            Assert.That((int)lost.StatusCode, Is.EqualTo(500));
            Assert.That(Server.Slack.AppMessages.Select(message => message.Text), Is.EqualTo(new[] { "two" }));
        });
    }

    private Task<(int Status, JsonObject Body, HttpResponseHeaders Headers)> PostAsync(JsonObject arguments) =>
        SocketClient.CallAsync(Server, "chat.postMessage", Server.BotToken, arguments);
}
