using System.Net;
using SlackAgents.Slack.Api;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Api;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class SlackWebApiTests
{
    [Test]
    public async Task A_post_is_json_with_charset_and_the_bot_token(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi();

        await slack.CreateClient().Chat.PostMessageAsync(new Message { Channel = "C1", Text = "hé" }, cancellationToken);

        var request = slack.Requests.Single();
        Assert.That(request.ContentType, Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(request.Token, Is.EqualTo(FakeSlackApi.BotToken));
        Assert.That(request.Address.AbsoluteUri, Is.EqualTo("http://slack.test/api/chat.postMessage"));
        Assert.That(request.Json.GetProperty("unfurl_links").GetBoolean(), Is.False);
        Assert.That(request.Json.GetProperty("unfurl_media").GetBoolean(), Is.False);
        Assert.That(request.Json.TryGetProperty("thread_ts", out _), Is.False);
    }

    [Test]
    public async Task A_method_without_json_gets_form_fields(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi();

        await slack.CreateClient().Conversations.RepliesAsync(new RepliesQuery { Channel = "C1", Ts = "1.2" }, cancellationToken);

        var request = slack.Requests.Single();
        Assert.That(request.ContentType, Does.StartWith("application/x-www-form-urlencoded"));
        Assert.That(request.Form("channel"), Is.EqualTo("C1"));
        Assert.That(request.Form("include_all_metadata"), Is.EqualTo("true"));
    }

    [Test]
    public async Task A_socket_is_opened_with_the_app_token(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi().On("apps.connections.open", """{"ok":true,"url":"wss://x.slack.test/link?ticket=1"}""");

        var url = await slack.CreateClient().AppsConnections.OpenAsync(cancellationToken);

        Assert.That(url.Scheme, Is.EqualTo("wss"));
        Assert.That(slack.Requests.Single().Token, Is.EqualTo(FakeSlackApi.AppToken));
    }

    [Test]
    public void An_answer_that_is_not_ok_becomes_its_code_although_the_status_is_200(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi().On("chat.postMessage", """{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"}""");

        var exception = Assert.ThrowsAsync<SlackException>(() => slack.CreateClient().Chat.PostMessageAsync(new Message { Channel = "C1", Text = "x" }, cancellationToken));

        Assert.That(exception!.ErrorCode, Is.EqualTo("missing_scope"));
        Assert.That(exception.Needed, Is.EqualTo("chat:write"));
        Assert.That(exception.ToString(), Does.Not.Contain(FakeSlackApi.BotToken));
    }

    [TestCase("<html>sorry</html>", HttpStatusCode.OK, "invalid_response")]
    [TestCase("[1]", HttpStatusCode.OK, "invalid_response")]
    [TestCase("", HttpStatusCode.OK, "invalid_response")]
    [TestCase("<html>bad gateway</html>", HttpStatusCode.BadGateway, "http_502")]
    public void A_post_that_may_have_been_done_is_not_repeated(string body, HttpStatusCode status, string code)
    {
        using var slack = new FakeSlackApi().On("chat.postMessage", body, status);

        var exception = Assert.ThrowsAsync<SlackException>(() => slack.CreateClient().Chat.PostMessageAsync(new Message { Channel = "C1", Text = "x" }, CancellationToken.None));

        Assert.That(exception!.ErrorCode, Is.EqualTo(code));
        Assert.That(exception.IsUnsure, Is.True);
        Assert.That(slack.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_limited_post_is_repeated_after_the_pause_that_slack_asks_for(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        using var slack = new FakeSlackApi().On("chat.postMessage", "", HttpStatusCode.TooManyRequests, retryAfter: 7);
        var call = slack.CreateClient(time).Chat.PostMessageAsync(new Message { Channel = "C1", Text = "x" }, cancellationToken);
        await time.WaitForTimersAsync(1).WaitAsync(cancellationToken);

        time.Advance(TimeSpan.FromSeconds(6.9));
        var early = slack.Requests.Count;
        time.Advance(TimeSpan.FromSeconds(0.2));
        await call;

        Assert.That(early, Is.EqualTo(1));
        Assert.That(slack.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_pause_that_is_too_long_is_handed_to_the_caller(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi().On("chat.postMessage", "", HttpStatusCode.TooManyRequests, retryAfter: 300);

        var exception = Assert.ThrowsAsync<SlackException>(() => slack.CreateClient().Chat.PostMessageAsync(new Message { Channel = "C1", Text = "x" }, cancellationToken));

        Assert.That(exception!.IsRateLimit, Is.True);
        Assert.That(exception.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public async Task An_edit_is_repeated_after_an_outage(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi().On("chat.update", "<html/>", HttpStatusCode.ServiceUnavailable).Fails("chat.update", "internal_error");

        await slack.CreateClient().Chat.UpdateAsync(new MessageUpdate { Channel = "C1", Ts = "1.2", Text = "x", Blocks = [] }, cancellationToken);

        Assert.That(slack.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public void An_unreachable_slack_is_an_unsure_end_of_a_post(CancellationToken cancellationToken)
    {
        using var slack = new FakeSlackApi().On("chat.postMessage", () => throw new HttpRequestException(HttpRequestError.ConnectionError));

        var exception = Assert.ThrowsAsync<SlackException>(() => slack.CreateClient().Chat.PostMessageAsync(new Message { Channel = "C1", Text = "x" }, cancellationToken));

        Assert.That(exception!.ErrorCode, Is.EqualTo(SlackErrorCodes.Unreachable));
        Assert.That(slack.Requests, Has.Count.EqualTo(1));
    }
}
