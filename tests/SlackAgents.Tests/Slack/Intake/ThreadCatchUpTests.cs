using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Intake;
using SlackAgents.Slack.Pacing;
using SlackAgents.Testing.Data;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
internal sealed class ThreadCatchUpTests
{
    private static readonly DateTimeOffset Since = DateTimeOffset.FromUnixTimeSeconds(5_000);

    private MemoryInbox _inbox = new();
    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin() => (_inbox, _slack) = (new MemoryInbox(), new FakeSlackApi());

    [TearDown]
    public void End() => _slack.Dispose();

    [Test]
    public async Task What_was_said_in_the_gap_is_taken_with_its_files_and_its_last_words()
    {
        var found = await RunAsync("""{"user":"U1","text":"now","ts":"5001.1","thread_ts":"1000.0","edited":{"user":"U1","ts":"5002.1"},"files":[{"id":"F1"}]}""");

        Assert.That(found, Is.EqualTo(1));
        Assert.That(_inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.Event));
        Assert.That(_inbox.Items.Single().Payload, Does.Contain("F1").And.Contain("now"));
    }

    [Test]
    public async Task What_was_known_and_changed_in_the_gap_is_an_edit()
    {
        var found = await RunAsync("""{"user":"U1","text":"now","ts":"4900.1","thread_ts":"1000.0","edited":{"user":"U1","ts":"5002.1"}}""");

        Assert.That(found, Is.EqualTo(1));
        Assert.That(_inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.MessageChange));
        Assert.That(_inbox.Items.Single().DedupeKeys.Single(), Does.EndWith(":4900.1:5002.1"));
    }

    [TestCase("""{"user":"U1","text":"old","ts":"4900.1","thread_ts":"1000.0"}""", TestName = "What was said before the gap is left alone")]
    [TestCase("""{"user":"U1","text":"old","ts":"4900.1","thread_ts":"1000.0","edited":{"user":"U1","ts":"4950.1"}}""", TestName = "What was edited before the gap is left alone")]
    [TestCase("""{"user":"UBOT","text":"ours","ts":"5001.1","thread_ts":"1000.0"}""", TestName = "What the bot said is left alone")]
    public async Task What_came_before_the_gap_is_not_taken(string message)
    {
        Assert.That(await RunAsync(message), Is.Zero);
    }

    [Test]
    public async Task An_edit_that_came_after_all_is_not_taken_twice()
    {
        const string Message = """{"user":"U1","text":"now","ts":"4900.1","thread_ts":"1000.0","edited":{"user":"U1","ts":"5002.1"}}""";
        await RunAsync(Message);

        Assert.That(await RunAsync(Message), Is.Zero);
    }

    private Task<int> RunAsync(string message)
    {
        var run = Some.Run() with { Channel = "C1", ThreadTs = "1000.0", CreatedAt = DateTimeOffset.UnixEpoch };
        var runs = new Mock<IRunStore>();
        runs.Setup(store => store.ListAsync(It.IsAny<IReadOnlyCollection<RunState>>(), It.IsAny<CancellationToken>())).ReturnsAsync([run]);
        runs.Setup(store => store.ListRecentAsync(null, It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT"}""").On("conversations.replies", $$"""{"ok":true,"messages":[{{message}}]}""");
        return new ThreadCatchUp(_slack.CreateClients(), new ReplyPacers(() => new ReplyPacer(TimeProvider.System)), runs.Object, _inbox, NullLogger<ThreadCatchUp>.Instance).RunAsync(Since, CancellationToken.None);
    }
}
