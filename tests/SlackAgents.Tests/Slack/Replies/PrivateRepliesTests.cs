using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Ids;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Rendering;
using SlackAgents.Slack.Replies;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Replies;

[TestFixture]
internal sealed class PrivateRepliesTests
{
    private static readonly PersonId Ann = new("T1", "U1");

    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin() => _slack = new FakeSlackApi();

    [TearDown]
    public void End() => _slack.Dispose();

    [TestCase("U1")]
    [TestCase("W1")]
    [TestCase("U2", TestName = "Somebody else's id is not where it goes")]
    public async Task What_is_for_a_persons_direct_messages_is_posted_there(string channel)
    {
        await Replies().SendAsync(new PrivateAddress(Ann, channel, null, null), new RenderedMessage("done", new JsonArray()), CancellationToken.None);

        Assert.That(_slack.Requests.Select(request => request.Method), Is.EqualTo(new[] { "conversations.open", "chat.postMessage" }));
        Assert.That(_slack.Requests[0].Json.GetProperty("users").GetString(), Is.EqualTo("U1"));
        Assert.That(_slack.Requests[1].Json.GetProperty("channel").GetString(), Is.EqualTo("D9"));
    }

    [Test]
    public async Task A_channel_still_gets_an_ephemeral_message()
    {
        await Replies().SendAsync(new PrivateAddress(Ann, "C1", "1.0", null), new RenderedMessage("done", new JsonArray()), CancellationToken.None);

        Assert.That(_slack.Requests.Single().Method, Is.EqualTo("chat.postEphemeral"));
    }

    private PrivateReplies Replies() => new(
        new PacedCalls(_slack.CreateClients(), new ReplyPacers(() => new ReplyPacer(TimeProvider.System)), NullLogger<PacedCalls>.Instance),
        new ResponseUrlClient(_slack, _slack.WrappedOptions, TimeProvider.System),
        NullLogger<PrivateReplies>.Instance);
}
