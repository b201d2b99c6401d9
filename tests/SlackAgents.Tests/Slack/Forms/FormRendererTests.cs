using System.Text.Json.Nodes;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Slack.Forms;

namespace SlackAgents.Tests.Slack.Forms;

[TestFixture]
internal sealed class FormRendererTests
{
    private static readonly FormChoice[] Models = [new("sonnet", "Sonnet", "fast"), new("opus", "Opus")];

    [Test]
    public void A_form_is_a_modal_with_its_id_its_context_and_its_buttons()
    {
        var view = FormRenderer.Render(new Form("new_run", "New run", "Start", "draft 7", [new FormText("What shall be done?")]));

        Assert.That(
            view.ToJsonString(),
            Is.EqualTo("""{"type":"modal","callback_id":"new_run","title":{"type":"plain_text","text":"New run","emoji":false},"close":{"type":"plain_text","text":"Cancel","emoji":false},"private_metadata":"draft 7","blocks":[{"type":"section","text":{"type":"plain_text","text":"What shall be done?","emoji":false}}],"submit":{"type":"plain_text","text":"Start","emoji":false}}"""));
    }

    [Test]
    public void A_field_is_an_input_whose_block_and_action_bear_its_name()
    {
        var block = Block(new TextField("task", "Task", "fix\nit", Multiline: true, MaxLength: 500, Placeholder: "What?", Optional: true, Hint: "Plain words."));

        Assert.That(
            block.ToJsonString(),
            Is.EqualTo("""{"type":"input","block_id":"task","label":{"type":"plain_text","text":"Task","emoji":false},"element":{"type":"plain_text_input","multiline":true,"max_length":500,"initial_value":"fix\nit","placeholder":{"type":"plain_text","text":"What?","emoji":false},"action_id":"task"},"optional":true,"hint":{"type":"plain_text","text":"Plain words.","emoji":false}}"""));
    }

    [Test]
    public void A_choice_shows_what_is_selected_exactly_as_it_is_offered()
    {
        var element = Element(new ChoiceField("model", "Model", Models, "sonnet"));

        Assert.That(element["type"]!.GetValue<string>(), Is.EqualTo("static_select"));
        Assert.That(element["initial_option"]!.ToJsonString(), Is.EqualTo(element["options"]![0]!.ToJsonString()));
        Assert.That(Element(new ChoiceField("model", "Model", Models, "gone")).ContainsKey("initial_option"), Is.False);
    }

    [Test]
    public void A_search_asks_from_the_first_tap_on()
    {
        var element = Element(new SearchField("repository", "Repository", new FormChoice("acme/widgets", "acme/widgets"), "owner/name"));

        Assert.That(
            element.ToJsonString(),
            Is.EqualTo("""{"type":"external_select","min_query_length":0,"initial_option":{"text":{"type":"plain_text","text":"acme/widgets","emoji":false},"value":"acme/widgets"},"placeholder":{"type":"plain_text","text":"owner/name","emoji":false},"action_id":"repository"}"""));
    }

    [TestCase("C0GENERAL", true)]
    [TestCase("D1", true)]
    [TestCase("#general", false)]
    [TestCase(null, false)]
    public void A_conversation_is_chosen_of_channels_and_direct_messages(string? value, bool isSelected)
    {
        var element = Element(new ConversationField("channel", "Channel", value));

        Assert.That(element["filter"]!["include"]!.ToJsonString(), Is.EqualTo("""["public","private","im"]"""));
        Assert.That(element.ContainsKey("initial_conversation"), Is.EqualTo(isSelected));
    }

    [TestCase(10, "checkboxes")]
    [TestCase(11, "multi_static_select")]
    public void Several_of_many_become_a_menu(int count, string type)
    {
        var choices = Enumerable.Range(0, count).Select(number => new FormChoice($"v{number}", $"Choice {number}")).ToList();

        var element = Element(new ChecksField("flags", "Flags", choices, ["v1", "v3", "gone"]));

        Assert.That(element["type"]!.GetValue<string>(), Is.EqualTo(type));
        Assert.That(element["initial_options"]!.AsArray().Select(option => option!["value"]!.GetValue<string>()), Is.EqualTo(new[] { "v1", "v3" }));
        Assert.That(Element(new ChecksField("flags", "Flags", choices, [])).ContainsKey("initial_options"), Is.False, "an empty list is refused");
    }

    [Test]
    public void Nothing_to_choose_from_is_said()
    {
        Assert.That(Block(new ChoiceField("model", "Model", [], null))["text"]!["text"]!.GetValue<string>(), Is.EqualTo("Model: there is nothing to choose from."));
    }

    [Test]
    public void What_asks_something_always_has_a_button_and_what_does_not_needs_none()
    {
        var asking = FormRenderer.Render(new Form("f", "F", null, string.Empty, [new TextField("task", "Task", null, false, 10)]));
        var showing = FormRenderer.Render(new Form("f", "F", null, string.Empty, [new FormText("One moment …")]));

        Assert.That((asking.ContainsKey("submit"), showing.ContainsKey("submit")), Is.EqualTo((true, false)));
    }

    [Test]
    public void What_stands_in_a_field_is_what_the_person_wrote()
    {
        var element = Element(new TextField("task", "Task", "ask <@U1> & @here\u202E\r\nnow", Multiline: false, MaxLength: 3_000));

        Assert.That(element["initial_value"]!.GetValue<string>(), Is.EqualTo("ask <@U1> & @here now"));
    }

    [TestCaseSource(nameof(Hostile))]
    public void Whatever_a_form_holds_slack_takes_it(string text)
    {
        var choices = Enumerable.Range(0, 150).Select(number => new FormChoice($"v{number}", text, text)).Append(new FormChoice(text, text)).ToList();
        var parts = new List<FormPart>
        {
            new FormText(text),
            new TextField("task", text, text, Multiline: true, MaxLength: 9_000, text, Hint: text),
            new TextField("line", text, text, Multiline: false, MaxLength: 0, text),
            new ChoiceField("model", text, choices, "v3", Hint: text),
            new SearchField("repository", text, new FormChoice("v", text), text),
            new ConversationField("channel", text, text),
            new ChecksField("flags", text, choices, ["v1"], Hint: text),
            new ChecksField("few", text, choices[..4], ["v1"]),
        };
        parts.AddRange(Enumerable.Range(0, 150).Select(_ => new FormText("more " + text)));

        var view = FormRenderer.Render(new Form("new_run", text, text, new string('c', 4_000), parts));

        Assert.That(BlockValidator.View(view), Is.Empty);
        Assert.That(view["blocks"]!.AsArray(), Has.Count.EqualTo(100));
        Assert.That(view.ToJsonString(), Does.Not.Contain("mrkdwn"));
    }

    private static IEnumerable<TestCaseData> Hostile()
    {
        yield return new TestCaseData(string.Empty).SetName("{m}(nothing)");
        yield return new TestCaseData("\u202E\u200B\u0000").SetName("{m}(invisible)");
        yield return new TestCaseData(new string('x', 20_000)).SetName("{m}(long)");
        yield return new TestCaseData(string.Concat(Enumerable.Repeat("🚀", 8_000))).SetName("{m}(surrogates)");
        yield return new TestCaseData("<!channel> @here <https://evil.test|good> &amp; `x`").SetName("{m}(markup)");
        yield return new TestCaseData("\ud83d half").SetName("{m}(half a pair)");
    }

    private static JsonObject Block(FormPart part) => FormRenderer.Render(new Form("f", "F", "Send", string.Empty, [part]))["blocks"]![0]!.AsObject();

    private static JsonObject Element(FormField field) => Block(field)["element"]!.AsObject();
}
