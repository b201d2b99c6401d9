using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Intake;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

/// <summary>What is handed to the core of what the inbox kept.</summary>
[TestFixture]
internal sealed class StoredRequestTests
{
    private static readonly PersonId Ann = new("T1", "U1");

    private readonly RecordingHandlers _said = new();
    private FakeSlackApi _slack = new();

    private static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [SetUp]
    public void Begin()
    {
        _said.Said.Clear();
        _slack = new FakeSlackApi();
    }

    [TearDown]
    public void End() => _slack.Dispose();

    [Test]
    public async Task A_shortcut_has_the_key_and_the_time_of_its_entry()
    {
        await HandleAsync(new ShortcutHandler(_said), SlackPayloads.Interaction("shortcut", """ "callback_id":"new_task","trigger_id":"4.4.x" """).GetRawText());

        Assert.That(_said.Said.Single(), Is.EqualTo(new ShortcutUsed("inbox:42", Ann, ShortcutUsed.Global, "4.4.x", null, null, null, null, Now)));
    }

    [Test]
    public async Task A_form_has_the_key_and_the_time_of_its_entry()
    {
        await HandleAsync(new FormSubmissionHandler(_said), SlackPayloads.Submission("{}").GetRawText());

        var form = (FormSubmission)_said.Said.Single();
        Assert.That((form.Key, form.Person, form.FormId, form.Context, form.ReceivedAt), Is.EqualTo(("inbox:42", Ann, "new_run", "draft 7", Now)));
    }

    [Test]
    public async Task An_edit_says_what_the_message_says_now()
    {
        await HandleAsync(Changes(), Event("""{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","ts":"2.2","message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"<@UBOT> a &amp; b","edited":{"user":"U1","ts":"2.1"}},"previous_message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"then"}}"""));

        Assert.That(_said.Said.Single(), Is.EqualTo(new MessageEdited("inbox:42", Ann, "C1", "1.0", "1.1", "a & b", Now)));
    }

    [Test]
    public async Task A_deletion_names_who_had_written_it()
    {
        await HandleAsync(Changes(), Event("""{"type":"message","subtype":"message_deleted","hidden":true,"channel":"C1","ts":"2.2","deleted_ts":"1.1","previous_message":{"user":"U1","ts":"1.1","thread_ts":"1.0","text":"then"}}"""));

        Assert.That(_said.Said.Single(), Is.EqualTo(new MessageDeleted("inbox:42", Ann, "C1", "1.0", "1.1", Now)));
        Assert.That(_slack.Requests, Is.Empty);
    }

    [Test]
    public async Task An_opened_home_names_its_person()
    {
        await HandleAsync(new HomeOpenedHandler(_said), Event("""{"type":"app_home_opened","user":"U1","channel":"D1","tab":"home","event_ts":"1.1"}"""));

        Assert.That(_said.Said.Single(), Is.EqualTo(new HomeOpened("inbox:42", Ann, Now)));
    }

    [Test]
    public async Task A_native_stop_carries_the_time_it_was_pressed()
    {
        await HandleAsync(new SessionStoppedHandler(_said), Event("""{"type":"agent_session_stopped","user":"U1","channel":"C1","thread_ts":"1.0","event_ts":"1724000000.500000"}"""));

        Assert.That(_said.Said.Single(), Is.EqualTo(new SessionStopped("inbox:42", Ann, "C1", "1.0", DateTimeOffset.FromUnixTimeMilliseconds(1724000000500), Now)));
    }

    [TestCase("x")]
    [TestCase("1e9")]
    [TestCase("-1")]
    [TestCase("99999999999999999999")]
    [TestCase(null)]
    public void What_is_no_timestamp_is_none(string? ts)
    {
        Assert.That(SlackTimestamp.Read(ts), Is.Null);
    }

    [TestCase("""{"id":"F1","name":"a.png","mimetype":"image/png","size":7,"url_private_download":"https://files.slack.com/f"}""", "https://files.slack.com/f")]
    [TestCase("""{"id":"F1","name":"a.png","mimetype":"image/png","size":7,"url_private_download":"https://files.slack.com/f","mode":"tombstone"}""", null)]
    [TestCase("""{"id":"F1","name":"a.png","mimetype":"image/png","size":7,"url_private_download":"https://files.slack.com/f","mode":"hidden_by_limit"}""", null)]
    [TestCase("""{"id":"F1","name":"a.png","mimetype":"image/png","size":7,"url_private_download":"https://drive.test/f","is_external":true}""", null)]
    public async Task A_message_brings_its_files_and_those_that_are_gone_have_no_address(string file, string? url)
    {
        await HandleAsync(Events(), Event($$"""{"type":"message","subtype":"file_share","user":"U1","text":"look","ts":"1.1","thread_ts":"1.0","channel":"C1","files":[{{file}}]}"""));

        Assert.That(((ThreadMessage)_said.Said.Single()).Files, Is.EqualTo(new[] { new MessageFile("F1", "a.png", "image/png", 7, url) }));
    }

    [Test]
    public async Task A_mention_brings_its_files_and_says_where_it_was_said()
    {
        await HandleAsync(Events(), Event("""{"type":"app_mention","user":"U1","text":"<@UBOT> look","ts":"1.1","channel":"C1","files":[{"id":"F1","size":-1}]}"""));

        var command = (CommandInvocation)_said.Said.Single();
        Assert.That((command.Surface, command.Files.Single().Id, command.Files.Single().Size), Is.EqualTo((RequestSurface.Mention, "F1", 0)));
    }

    [Test]
    public async Task A_message_without_text_is_read_from_its_blocks()
    {
        await HandleAsync(Events(), Event("""{"type":"message","user":"U1","text":"","ts":"1.1","channel":"D1","channel_type":"im","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"fix it"}]}]}]}"""));

        Assert.That(((CommandInvocation)_said.Said.Single()).Text, Is.EqualTo("fix it"));
    }

    private static string Event(string inner) => SlackPayloads.Event(inner).GetRawText();

    private static Task HandleAsync(IInboxHandler handler, string payload) => handler.HandleAsync(new InboxEntry(42, "any", payload, Now, Attempts: 0), CancellationToken.None);

    private MessageChangeHandler Changes() => new(_said, _said, new SlackIdentity(_slack.CreateClients()));

    private SlackAgents.Slack.Intake.EventHandler Events()
    {
        var clients = _slack.CreateClients();
        return new SlackAgents.Slack.Intake.EventHandler(_said, _said, _said, new SlackIdentity(clients), new ThreadRootFinder(clients));
    }
}
