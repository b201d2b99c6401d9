using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Intake;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
internal sealed class EventEnvelopeTests
{
    private const string Edit = """{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","ts":"2.2","message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"now","edited":{"user":"U1","ts":"2.1"}},"previous_message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"then"}}""";
    private const string Deletion = """{"type":"message","subtype":"message_deleted","hidden":true,"channel":"C1","ts":"2.2","deleted_ts":"1.1","previous_message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"then"}}""";

    [TestCase(Edit, InboxKinds.MessageChange, "slack.edit:T1:C1:1.1:2.1", "slack:T1:C1:1.0")]
    [TestCase(Deletion, InboxKinds.MessageChange, "slack.deletion:T1:C1:1.1", "slack:T1:C1:1.0")]
    [TestCase("""{"type":"app_home_opened","user":"U1","channel":"D1","tab":"home","event_ts":"1.1"}""", InboxKinds.HomeOpened, null, null)]
    [TestCase("""{"type":"agent_session_stopped","user":"U1","channel":"C1","thread_ts":"1.0","event_ts":"3.3"}""", InboxKinds.SessionStopped, "slack.stop:T1:C1:1.0:3.3", "slack:T1:C1:1.0")]
    [TestCase("""{"type":"app_uninstalled"}""", InboxKinds.InstallationEnded, null, "slack.installation:T1")]
    [TestCase("""{"type":"tokens_revoked","tokens":{"bot":["UBOT"]}}""", InboxKinds.InstallationEnded, null, "slack.installation:T1")]
    [TestCase("""{"type":"message","user":"U1","text":"hi","ts":"1.1","thread_ts":"1.0","channel":"C1"}""", InboxKinds.Event, "slack.message:T1:C1:1.1", "slack:T1:C1:1.0")]
    [TestCase("""{"type":"app_mention","user":"U1","text":"<@UBOT> hi","ts":"1.0","channel":"C1"}""", InboxKinds.Event, "slack.message:T1:C1:1.0", "slack:T1:C1:1.0")]
    [TestCase("""{"type":"reaction_added","user":"U1","reaction":"x","item":{"type":"message","channel":"C1","ts":"1.0"}}""", InboxKinds.Event, null, "slack:T1:C1:1.0")]
    public void Each_event_has_its_kind_its_keys_and_its_lane(string inner, string kind, string? key, string? lane)
    {
        var item = Read(inner).Item!;

        Assert.That((item.Kind, item.Lane, item.Urgent), Is.EqualTo((kind, lane, false)));
        Assert.That(item.DedupeKeys, Is.EqualTo(new[] { key, "slack.event:Ev1" }.OfType<string>()));
    }

    [TestCase("""{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"a https://x.test","attachments":[{"from_url":"https://x.test"}]}""", TestName = "An unfurl is no edit")]
    [TestCase("""{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"then","edited":{"user":"U1","ts":"2.1"}}""", TestName = "An edit that leaves the words is none")]
    [TestCase("""{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"now","edited":{"user":"U9","ts":"2.1"}}""", TestName = "Somebody else's edit is dropped")]
    [TestCase("""{"user":"U1","ts":"1.1","text":"now","edited":{"user":"U1","ts":"2.1"}}""", TestName = "An edit outside a thread is dropped")]
    [TestCase("""{"user":"U1","ts":"1.0","thread_ts":"1.0","text":"now","edited":{"user":"U1","ts":"2.1"}}""", TestName = "An edit of a root is dropped")]
    [TestCase("""{"user":"UBOT","ts":"1.1","thread_ts":"1.0","text":"now","edited":{"user":"UBOT","ts":"2.1"}}""", TestName = "Our own edit is dropped")]
    [TestCase("""{"user":"U5","bot_id":"B5","ts":"1.1","thread_ts":"1.0","text":"now","edited":{"user":"U5","ts":"2.1"}}""", TestName = "A bot's edit is dropped")]
    [TestCase("""{"user":"USLACKBOT","subtype":"tombstone","hidden":true,"ts":"1.1","thread_ts":"1.0","text":"This message was deleted.","edited":{"user":"USLACKBOT","ts":"2.1"}}""", TestName = "A tombstone is no edit")]
    public void What_is_no_change_of_words_by_their_author_is_dropped(string message)
    {
        var verdict = Read($$"""{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","ts":"2.2","message":{{message}},"previous_message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"then"} }""");

        Assert.That((verdict.Item, verdict.IsMalformed), Is.EqualTo(((InboxItem?)null, false)));
    }

    [TestCase("""{"type":"message","subtype":"message_deleted","channel":"C1","deleted_ts":"1.1"}""", TestName = "A deletion of something unknown is dropped")]
    [TestCase("""{"type":"message","subtype":"message_deleted","channel":"C1","deleted_ts":"1.1","previous_message":{"user":"UBOT","ts":"1.1","thread_ts":"1.0"}}""", TestName = "A deletion of our own message is dropped")]
    [TestCase("""{"type":"app_home_opened","user":"U1","tab":"messages"}""", TestName = "The messages tab is not Home")]
    public void What_is_not_for_the_bot_is_dropped(string inner)
    {
        Assert.That(Read(inner).Item, Is.Null);
    }

    [TestCase("""{"type":"agent_session_stopped","user":"U1","channel":"C1"}""")]
    [TestCase("""{"type":"app_home_opened"}""")]
    public void What_lacks_its_parts_is_malformed(string inner)
    {
        Assert.That(Read(inner).IsMalformed, Is.True);
    }

    [Test]
    public void Two_edits_of_one_message_are_two()
    {
        var again = Edit.Replace("2.1", "2.9", StringComparison.Ordinal);

        Assert.That(Read(again, "Ev2").Item!.DedupeKeys.Intersect(Read(Edit).Item!.DedupeKeys, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void A_message_without_text_says_what_its_blocks_say()
    {
        var message = SlackPayloads.Parse("""{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"UBOT"},{"type":"text","text":" fix <b>"}]}]}]}""");

        Assert.That(MessageText.Of(message), Is.EqualTo("<@UBOT> fix &lt;b&gt;"));
    }

    private static EnvelopeVerdict Read(string inner, string eventId = "Ev1") => EnvelopeReader.Read("events_api", SlackPayloads.Event(inner, eventId));
}
