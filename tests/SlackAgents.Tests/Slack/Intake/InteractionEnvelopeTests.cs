using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Slack.Intake;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
internal sealed class InteractionEnvelopeTests
{
    private const string Shortcut = """
        "callback_id":"run_on_message","trigger_id":"3.3.x","action_ts":"1.1","response_url":"https://hooks.slack.com/x","channel":{"id":"C1"},"message_ts":"1.2",
        "message":{"type":"message","user":"U2","ts":"1.2","thread_ts":"1.1","text":"fix &lt;b&gt; &amp; go",
         "files":[{"id":"F1","name":"shot.png","mimetype":"image/png","size":7,"url_private_download":"https://files.slack.com/f"}],
         "attachments":[{"is_share":true,"ts":"0.9","author_id":"U3","author_name":"Cyd","text":"it &amp; that broke"},{"from_url":"https://x.test","text":"a web page"}]}
        """;

    [TestCase("message_action", Shortcut, InboxKinds.Shortcut, "slack.trigger:3.3.x")]
    [TestCase("shortcut", """ "callback_id":"new_task","trigger_id":"4.4.x","action_ts":"1.1" """, InboxKinds.Shortcut, "slack.trigger:4.4.x")]
    [TestCase("view_submission", """ "trigger_id":"5.5.x","view":{"id":"V1","hash":"h","callback_id":"f"} """, InboxKinds.FormSubmission, "slack.view:V1:h,slack.trigger:5.5.x")]
    [TestCase("block_actions", """ "trigger_id":"6.6.x","container":{"type":"view","view_id":"V1"},"view":{"id":"V1","type":"home"},"actions":[{"type":"button","action_id":"stop","value":"r","action_ts":"9.9"}] """, InboxKinds.Interactive, "slack.trigger:6.6.x,slack.action:U1:home:U1:9.9")]
    public void What_opens_or_follows_a_modal_is_kept_and_urgent(string type, string rest, string kind, string keys)
    {
        var item = Read(type, rest).Item;

        Assert.That(item!.Kind, Is.EqualTo(kind));
        Assert.That(item.DedupeKeys, Is.EqualTo(keys.Split(',')));
        Assert.That((item.Urgent, item.Lane), Is.EqualTo((true, (string?)null)));
    }

    [TestCase("block_suggestion", """ "action_id":"a","value":"" """, TestName = "A question for choices is not stored")]
    [TestCase("view_closed", """ "view":{"id":"V1"} """, TestName = "A closed view is dropped")]
    [TestCase("block_actions", """ "trigger_id":"t","container":{"type":"view"},"view":{"id":"V1","type":"modal"},"actions":[{"action_id":"x","type":"static_select"}] """, TestName = "A choice inside a modal is dropped")]
    [TestCase("workflow_step_edit", """ "x":1 """, TestName = "An interaction of another kind is dropped")]
    public void What_is_not_offered_is_dropped(string type, string rest)
    {
        var verdict = Read(type, rest);

        Assert.That((verdict.Item, verdict.IsMalformed), Is.EqualTo(((InboxItem?)null, false)));
    }

    [TestCase("message_action", """ "callback_id":"run_on_message","trigger_id":"3.3.x","channel":{"id":"C1"} """)]
    [TestCase("shortcut", """ "callback_id":"new_task" """)]
    [TestCase("view_submission", """ "view":{"callback_id":"f"} """)]
    [TestCase("block_actions", """ "trigger_id":"t","actions":[{"action_id":"x"}] """)]
    public void What_lacks_its_parts_is_malformed(string type, string rest)
    {
        Assert.That(Read(type, rest).IsMalformed, Is.True);
    }

    [Test]
    public void A_shortcut_brings_its_message_with_text_files_thread_and_what_was_forwarded()
    {
        var used = InteractionReader.ReadShortcut(SlackPayloads.Interaction("message_action", Shortcut))!;

        Assert.That((used.Shortcut, used.TriggerId, used.Channel, used.ThreadTs, used.Person), Is.EqualTo(("run_on_message", "3.3.x", "C1", "1.1", new PersonId("T1", "U1"))));
        Assert.That((used.Message!.Ts, used.Message.Text, used.Message.Author, used.Message.IsOurs), Is.EqualTo(("1.2", "fix <b> & go", new PersonId("T1", "U2"), false)));
        Assert.That(used.Message.Files.Single().Url, Is.EqualTo("https://files.slack.com/f"));
        Assert.That(used.Message.Forwarded.Select(one => (one.AuthorName, one.Text)), Is.EqualTo(new[] { ("Cyd", "it & that broke") }));
    }

    [TestCase("""{"ts":"1.2","bot_id":"B1","app_id":"A1","text":"x"}""", true)]
    [TestCase("""{"ts":"1.2","bot_id":"B2","app_id":"A2","text":"x"}""", false)]
    public void A_bots_message_has_no_author_and_ours_is_known(string message, bool isOurs)
    {
        var used = InteractionReader.ReadShortcut(SlackPayloads.Interaction("message_action", $$""" "callback_id":"c","trigger_id":"t","channel":{"id":"C1"},"message":{{message}} """))!;

        Assert.That((used.Message!.Author, used.Message.IsOurs), Is.EqualTo(((PersonId?)null, isOurs)));
    }

    [Test]
    public void A_global_shortcut_has_no_message()
    {
        var used = InteractionReader.ReadShortcut(SlackPayloads.Interaction("shortcut", """ "callback_id":"new_task","trigger_id":"4.4.x" """));

        Assert.That(used, Is.EqualTo(new ShortcutUsed(string.Empty, new PersonId("T1", "U1"), ShortcutUsed.Global, "4.4.x", null, null, null, null, default)));
    }

    [TestCase(""" "type":"external_select","selected_option":{"value":"acme/widgets","text":{}} """, "acme/widgets")]
    [TestCase(""" "type":"static_select","selected_option":null """, null)]
    [TestCase(""" "type":"conversations_select","selected_conversation":"C7" """, "C7")]
    public void A_choice_brings_what_was_chosen_and_the_pickers_own_value(string element, string? chosen)
    {
        var click = InteractionReader.ReadClick(SlackPayloads.Choice("pick_repository~draft-7#2", element))!;

        Assert.That((click.Action, click.Value, click.Selected, click.TriggerId), Is.EqualTo(("pick_repository", "draft-7", chosen, "7.7.x")));
    }

    [Test]
    public void A_button_has_its_value_and_no_choice()
    {
        var click = InteractionReader.ReadClick(SlackPayloads.Click())!;

        Assert.That((click.Value, click.Selected, click.IsHome), Is.EqualTo(("4f9c2k7m1a", (string?)null, false)));
    }

    [Test]
    public void A_click_in_the_home_tab_stands_in_the_persons_direct_messages()
    {
        var place = """ "container":{"type":"view","view_id":"V1"},"view":{"id":"V1","type":"home"} """;

        var click = InteractionReader.ReadClick(SlackPayloads.Choice("stop", """ "type":"button","value":"r1" """, place))!;

        Assert.That((click.Channel, click.MessageTs, click.ThreadTs, click.IsHome, click.Value), Is.EqualTo(("U1", string.Empty, (string?)null, true, "r1")));
    }

    [Test]
    public void Answers_are_flat_whatever_their_kind_and_what_is_empty_is_missing()
    {
        var form = InteractionReader.ReadSubmission(SlackPayloads.Submission("""
            {"task":{"task":{"type":"plain_text_input","value":"fix <b> & go"}},
             "empty":{"empty":{"type":"plain_text_input","value":null}},
             "model":{"model":{"type":"static_select","selected_option":{"value":"sonnet"}}},
             "none":{"none":{"type":"external_select","selected_option":null}},
             "repository":{"repository":{"type":"external_select","selected_option":{"value":"acme/widgets"}}},
             "channel":{"channel":{"type":"conversations_select","selected_conversation":"C7"}},
             "flags":{"flags":{"type":"checkboxes","selected_options":[{"value":"a"},{"value":"b"}]}},
             "unchecked":{"unchecked":{"type":"checkboxes","selected_options":[]}},
             "odd":7}
            """))!;

        Assert.That((form.FormId, form.Context), Is.EqualTo(("new_run", "draft 7")));
        Assert.That(form.Values, Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["task"] = "fix <b> & go",
            ["model"] = "sonnet",
            ["repository"] = "acme/widgets",
            ["channel"] = "C7",
            ["flags"] = "a,b",
        }));
    }

    [TestCase("""{"type":7,"user":[],"view":{"state":{"values":[1]}}}""")]
    [TestCase("""{"type":"view_submission","user":{"id":"U1","team_id":"T1"},"view":{"id":1,"hash":{},"callback_id":"f","state":{"values":{"a":{"b":[]},"c":null}}},"trigger_id":"t"}""")]
    [TestCase("""{"type":"message_action","user":{"id":"U1","team_id":"T1"},"callback_id":"c","trigger_id":"t","channel":{"id":"C1"},"message":{"ts":"1.1","files":[7,{"id":"F1","size":"big"}],"attachments":"x"}}""")]
    public void No_shape_of_a_payload_throws(string payload)
    {
        Assert.DoesNotThrow(() => EnvelopeReader.Read("interactive", JsonDocument.Parse(payload).RootElement));
    }

    private static EnvelopeVerdict Read(string type, string rest) => EnvelopeReader.Read("interactive", SlackPayloads.Interaction(type, rest));
}
