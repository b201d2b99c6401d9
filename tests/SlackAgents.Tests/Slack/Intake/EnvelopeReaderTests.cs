using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Intake;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
internal sealed class EnvelopeReaderTests
{
    [Test]
    public void A_command_is_known_again_by_its_trigger()
    {
        var item = EnvelopeReader.Read("slash_commands", SlackPayloads.Command(trigger: "1.2.abc")).Item;

        Assert.That(item!.Kind, Is.EqualTo(InboxKinds.SlashCommand));
        Assert.That(item.DedupeKeys, Is.EqualTo(new[] { "slack.trigger:1.2.abc" }));
        Assert.That((item.Urgent, item.Lane), Is.EqualTo((true, (string?)null)));
    }

    [Test]
    public void The_two_events_of_one_mention_share_a_key()
    {
        var mention = Read("""{"type":"app_mention","user":"U1","text":"<@UBOT> go","ts":"1.1","thread_ts":"1.0","channel":"C1"}""", "Ev1");
        var message = Read("""{"type":"message","user":"U1","text":"<@UBOT> go","ts":"1.1","thread_ts":"1.0","channel":"C1","channel_type":"channel"}""", "Ev2");

        Assert.That(mention.Item!.DedupeKeys.Intersect(message.Item!.DedupeKeys, StringComparer.Ordinal), Is.EqualTo(new[] { "slack.message:T1:C1:1.1" }));
        Assert.That(mention.Item.DedupeKeys, Does.Contain("slack.event:Ev1"));
    }

    [TestCase("""{"type":"message","user":"U1","text":"hi","ts":"1.1","channel":"C1","channel_type":"channel"}""", TestName = "A message to the channel is dropped")]
    [TestCase("""{"type":"message","user":"U1","text":"hi","ts":"1.1","thread_ts":"1.1","channel":"C1","channel_type":"channel"}""", TestName = "A thread's root is dropped")]
    [TestCase("""{"type":"message","user":"U1","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1","bot_id":"B2"}""", TestName = "A bot's message is dropped")]
    [TestCase("""{"type":"message","user":"UBOT","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1"}""", TestName = "Our own message is dropped")]
    [TestCase("""{"type":"message","user":"U1","app_id":"A1","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1"}""", TestName = "A message of our app is dropped")]
    [TestCase("""{"type":"app_mention","user":"U9","bot_id":"B9","text":"<@UBOT> hi","ts":"1.1","channel":"C1"}""", TestName = "A bot's mention is dropped")]
    [TestCase("""{"type":"message","subtype":"message_changed","channel":"C1","ts":"1.1","thread_ts":"1.0","user":"U1"}""", TestName = "An edit is dropped")]
    [TestCase("""{"type":"message","subtype":"channel_join","channel":"C1","ts":"1.1","user":"U1"}""", TestName = "A join is dropped")]
    [TestCase("""{"type":"message","hidden":true,"channel":"C1","ts":"1.1","thread_ts":"1.0","user":"U1"}""", TestName = "A hidden message is dropped")]
    [TestCase("""{"type":"message","user":"USLACKBOT","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1"}""", TestName = "Slackbot is dropped")]
    [TestCase("""{"type":"reaction_added","user":"U1","reaction":"x","item":{"type":"file","file":"F1"}}""", TestName = "A reaction on a file is dropped")]
    [TestCase("""{"type":"reaction_added","user":"UBOT","reaction":"eyes","item":{"type":"message","channel":"C1","ts":"1.1"}}""", TestName = "Our own reaction is dropped")]
    [TestCase("""{"type":"channel_rename","channel":{"id":"C1"}}""", TestName = "Another event is dropped")]
    public void What_is_not_for_the_bot_is_dropped_without_being_stored(string inner)
    {
        var verdict = Read(inner);

        Assert.That(verdict.Item, Is.Null);
        Assert.That(verdict.IsMalformed, Is.False);
        Assert.That(verdict.Reason, Is.Not.Empty);
    }

    [TestCase("""{"type":"message","user":"U1","text":"hi","ts":"1.1","channel":"D1","channel_type":"im"}""", TestName = "A direct message is kept")]
    [TestCase("""{"type":"message","user":"U1","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1","channel_type":"channel"}""", TestName = "A thread reply is kept")]
    [TestCase("""{"type":"message","subtype":"file_share","user":"U1","text":"","ts":"1.1","thread_ts":"1.0","channel":"C1"}""", TestName = "A thread reply with a file is kept")]
    [TestCase("""{"type":"app_mention","user":"U1","text":"<@UBOT> hi","ts":"1.1","channel":"C1"}""", TestName = "A mention is kept")]
    [TestCase("""{"type":"reaction_added","user":"U1","reaction":"x","item":{"type":"message","channel":"C1","ts":"1.1"}}""", TestName = "A reaction is kept")]
    public void What_is_for_the_bot_is_kept(string inner)
    {
        Assert.That(Read(inner).Item, Is.Not.Null);
    }

    [Test]
    public void A_click_is_known_by_its_trigger_and_by_its_action()
    {
        var item = EnvelopeReader.Read("interactive", SlackPayloads.Click(actionTs: "9.9", trigger: "7.7.x")).Item;

        Assert.That(item!.DedupeKeys, Is.EqualTo(new[] { "slack.trigger:7.7.x", "slack.action:C1:5.5:U1:9.9" }));
    }

    [Test]
    public void A_click_on_a_link_is_dropped()
    {
        Assert.That(EnvelopeReader.Read("interactive", SlackPayloads.Click(actionId: "open_link#2")).Item, Is.Null);
    }

    [TestCase("slash_commands", "{}")]
    [TestCase("interactive", """{"type":"block_actions","actions":[]}""")]
    [TestCase("events_api", "{}")]
    [TestCase("events_api", """{"type":"event_callback","event":7}""")]
    [TestCase("events_api", """{"type":"event_callback","event":{"type":"app_mention","user":"U1"}}""")]
    public void What_lacks_its_parts_is_malformed(string type, string payload)
    {
        Assert.That(EnvelopeReader.Read(type, SlackPayloads.Parse(payload)).IsMalformed, Is.True);
    }

    [Test]
    public void Half_a_surrogate_pair_costs_one_character_and_not_the_message()
    {
        var payload = SlackPayloads.Parse("""{"text":"a\ud83d b"}""");

        Assert.That(payload.Text("text"), Is.EqualTo("a\uFFFD b"));
    }

    private static EnvelopeVerdict Read(string inner, string eventId = "Ev1") => EnvelopeReader.Read("events_api", SlackPayloads.Event(inner, eventId));
}
