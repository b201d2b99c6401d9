using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Http;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Http;

[TestFixture]
internal sealed class SlackHttpReceiverTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";

    /// <summary>The example of docs.slack.dev/authentication/verifying-requests-from-slack.</summary>
    private const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private readonly ManualTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1531420618));
    private readonly FakeInstantAnswers _answers = new();
    private MemoryInbox _inbox = new();

    [SetUp]
    public void Empty() => _inbox = new MemoryInbox();

    [Test]
    public async Task The_documented_example_is_verified_and_kept()
    {
        var reply = await SendAsync(SlackHttpEndpoint.Commands, Body, Timestamp, Signature);

        Assert.That(reply, Is.EqualTo(SlackHttpReply.Ok));
        Assert.That(_inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.SlashCommand));
        Assert.That(_inbox.Items.Single().Payload, Does.Contain("/webhook-collect"));
    }

    [TestCase(Body, Timestamp, "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504")]
    [TestCase(Body + "&x=1", Timestamp, Signature)]
    [TestCase(Body, "1531420617", Signature)]
    [TestCase(Body, null, Signature)]
    [TestCase(Body, Timestamp, null)]
    [TestCase(Body, "99999999999999999", Signature)]
    [TestCase(Body, "-1", Signature)]
    public async Task A_wrong_signature_is_refused_and_nothing_is_kept(string body, string? timestamp, string? signature)
    {
        var reply = await SendAsync(SlackHttpEndpoint.Commands, body, timestamp, signature);

        Assert.That(reply.Status, Is.EqualTo(401));
        Assert.That(_inbox.Items, Is.Empty);
    }

    [TestCase(300, 200)]
    [TestCase(301, 401)]
    [TestCase(-300, 200)]
    [TestCase(-301, 401)]
    public async Task A_request_is_good_for_five_minutes(int age, int status)
    {
        var time = new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1531420618 + age));

        var reply = await SendAsync(SlackHttpEndpoint.Commands, Body, Timestamp, Signature, time);

        Assert.That(reply.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task The_challenge_is_answered_when_it_is_signed()
    {
        var reply = await SendSignedAsync(SlackHttpEndpoint.Events, """{"type":"url_verification","token":"x","challenge":"abc"}""");

        Assert.That(reply.Body, Is.EqualTo("abc"));
        Assert.That(_inbox.Items, Is.Empty);
    }

    [Test]
    public async Task A_certificate_check_is_answered()
    {
        var reply = await SendAsync(SlackHttpEndpoint.Commands, "ssl_check=1&token=x", timestamp: null, signature: null);

        Assert.That(reply, Is.EqualTo(SlackHttpReply.Ok));
        Assert.That(_inbox.Items, Is.Empty);
    }

    [Test]
    public async Task A_click_comes_as_a_form_field_with_json()
    {
        var reply = await SendSignedAsync(SlackHttpEndpoint.Interactivity, "payload=" + Uri.EscapeDataString(SlackPayloads.Click().GetRawText()));

        Assert.That(reply.Status, Is.EqualTo(200));
        Assert.That(_inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.Interactive));
    }

    [TestCase(SlackHttpEndpoint.Options)]
    [TestCase(SlackHttpEndpoint.Interactivity)]
    public async Task Choices_are_the_body_of_the_answer(SlackHttpEndpoint endpoint)
    {
        _answers.Suggest = (_, _) => Task.FromResult<IReadOnlyList<FormChoice>>([new FormChoice("acme/widgets", "acme/widgets")]);

        var reply = await SendSignedAsync(endpoint, "payload=" + Uri.EscapeDataString(SlackPayloads.Suggestion().GetRawText()));

        Assert.That(reply.ContentType, Does.StartWith("application/json"));
        Assert.That(reply.Body, Is.EqualTo("""{"options":[{"text":{"type":"plain_text","text":"acme/widgets","emoji":false},"value":"acme/widgets"}]}"""));
        Assert.That(_inbox.Items, Is.Empty);
    }

    [Test]
    public async Task A_form_that_is_taken_is_kept_and_answered_with_nothing()
    {
        var reply = await SendSignedAsync(SlackHttpEndpoint.Interactivity, "payload=" + Uri.EscapeDataString(SlackPayloads.Submission("{}").GetRawText()));

        Assert.That(reply, Is.EqualTo(SlackHttpReply.Ok));
        Assert.That(_inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.FormSubmission));
    }

    [Test]
    public async Task A_failing_inbox_asks_slack_to_deliver_again()
    {
        _inbox.Failure = new IOException("disk full");

        var reply = await SendAsync(SlackHttpEndpoint.Commands, Body, Timestamp, Signature);

        Assert.That(reply.Status, Is.EqualTo(503));
    }

    [Test]
    public async Task A_body_that_is_not_json_is_refused()
    {
        var reply = await SendSignedAsync(SlackHttpEndpoint.Events, "{nope");

        Assert.That(reply.Status, Is.EqualTo(400));
    }

    private Task<SlackHttpReply> SendSignedAsync(SlackHttpEndpoint endpoint, string body) =>
        SendAsync(endpoint, body, Timestamp, SlackSignature.Compute(Secret, Timestamp, Encoding.UTF8.GetBytes(body)));

    private Task<SlackHttpReply> SendAsync(SlackHttpEndpoint endpoint, string body, string? timestamp, string? signature, TimeProvider? time = null)
    {
        var options = Options.Create(new SlackOptions { Transport = SlackTransport.Http, SigningSecret = Secret });
        var receiver = new SlackHttpReceiver(_inbox.Intake(_answers), options, time ?? _time, NullLogger<SlackHttpReceiver>.Instance);
        return receiver.ReceiveAsync(
            endpoint,
            Encoding.UTF8.GetBytes(body),
            name => name is SlackHttpReceiver.TimestampHeader ? timestamp : signature,
            CancellationToken.None);
    }
}
