using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Intake;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
internal sealed class InboxHandlerTests
{
    private readonly RecordingHandlers _conversation = new();
    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin()
    {
        _conversation.Said.Clear();
        _slack = new FakeSlackApi();
    }

    [TearDown]
    public void End() => _slack.Dispose();

    [Test]
    public async Task A_command_is_handed_on_unescaped()
    {
        await new SlashCommandHandler(_conversation).HandleAsync(Entry(SlackPayloads.Command("fix a &amp;&amp; b").GetRawText()), CancellationToken.None);

        var command = (CommandInvocation)_conversation.Said.Single();
        Assert.That(command.Text, Is.EqualTo("fix a && b"));
        Assert.That(command.Key, Is.EqualTo("inbox:42"));
        Assert.That(command.Person, Is.EqualTo(new PersonId("T1", "U1")));
        Assert.That(command.ResponseUrl, Does.StartWith("https://hooks.slack.com/"));
        Assert.That(command.MessageTs, Is.Null);
    }

    [Test]
    public async Task A_click_carries_its_action_person_and_place()
    {
        await new InteractiveHandler(_conversation).HandleAsync(Entry(SlackPayloads.Click("stop#2").GetRawText()), CancellationToken.None);

        var click = (ButtonClick)_conversation.Said.Single();
        Assert.That(click, Is.EqualTo(new ButtonClick("inbox:42", new PersonId("T1", "U1"), "C1", "4.4", "5.5", "stop", "4f9c2k7m1a", "https://hooks.slack.com/actions/1", Now) { TriggerId = "7.7.x" }));
    }

    [Test]
    public async Task A_mention_outside_a_thread_is_a_command()
    {
        await HandleAsync("""{"type":"app_mention","user":"U1","text":"<@UBOT> fix it","ts":"1.1","channel":"C1"}""");

        var command = (CommandInvocation)_conversation.Said.Single();
        Assert.That((command.Text, command.MessageTs, command.ThreadTs), Is.EqualTo(("fix it", "1.1", (string?)null)));
    }

    [Test]
    public async Task A_thread_reply_that_came_as_a_plain_message_still_counts_as_a_mention()
    {
        await HandleAsync("""{"type":"message","user":"U1","text":"<@UBOT> stop","ts":"1.1","thread_ts":"1.0","channel":"C1","channel_type":"channel"}""");

        var message = (ThreadMessage)_conversation.Said.Single();
        Assert.That((message.Text, message.IsMention, message.ThreadTs), Is.EqualTo(("stop", true, "1.0")));
    }

    [Test]
    public async Task Somebody_of_another_workspace_keeps_their_team()
    {
        await HandleAsync("""{"type":"message","user":"U7","user_team":"T9","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1"}""");

        Assert.That(((ThreadMessage)_conversation.Said.Single()).Person, Is.EqualTo(new PersonId("T9", "U7")));
    }

    [Test]
    public async Task A_stop_reaction_names_the_root_of_its_thread()
    {
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""").On("conversations.replies", """{"ok":true,"messages":[{"ts":"1.5","thread_ts":"1.0"}]}""");

        await HandleAsync("""{"type":"reaction_added","user":"U1","reaction":"x","item":{"type":"message","channel":"C1","ts":"1.5"}}""");

        Assert.That(((ReactionAdded)_conversation.Said.Single()).MessageTs, Is.EqualTo("1.0"));
    }

    [Test]
    public async Task Another_reaction_asks_slack_nothing()
    {
        await HandleAsync("""{"type":"reaction_added","user":"U1","reaction":"wave::skin-tone-2","item":{"type":"message","channel":"C1","ts":"1.5"}}""");

        Assert.That(((ReactionAdded)_conversation.Said.Single()).Name, Is.EqualTo("wave"));
        Assert.That(_slack.CountOf("conversations.replies"), Is.Zero);
    }

    [Test]
    public void An_unreachable_slack_makes_the_entry_wait()
    {
        _slack.Fails("auth.test", "invalid_auth");

        var exception = Assert.ThrowsAsync<ReplyException>(() => HandleAsync("""{"type":"message","user":"U1","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1"}"""));

        Assert.That(exception!.Failure, Is.EqualTo(ReplyFailure.NotAllowed));
        Assert.That(_conversation.Said, Is.Empty);
    }

    private static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static InboxEntry Entry(string payload) => new(42, "any", payload, Now, Attempts: 0);

    private Task HandleAsync(string inner)
    {
        var clients = _slack.CreateClients();
        var handler = new SlackAgents.Slack.Intake.EventHandler(_conversation, _conversation, _conversation, new SlackIdentity(clients), new ThreadRootFinder(clients));
        return handler.HandleAsync(Entry(SlackPayloads.Event(inner).GetRawText()), CancellationToken.None);
    }
}
