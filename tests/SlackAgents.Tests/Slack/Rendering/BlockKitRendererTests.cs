using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Rendering;
using SlackAgents.Slack.Rendering.Validation;

namespace SlackAgents.Tests.Slack.Rendering;

[TestFixture]
internal sealed class BlockKitRendererTests
{
    private static readonly string[] Fragments =
    [
        "<!channel>", "<!here|x>", "<@U123>", "<#C1|general>", "@here", "@Channel", "@everyone", "&lt;!channel&gt;", "&#60;!here>", "<\u200B!channel>", "@\u2060here",
        "[label](https://evil.test)", "![x](https://evil.test/?q=1)", "[a][b]", "\n[b]: https://evil.test\n", "<https://evil.test|https://good.test>", "<img src=x>",
        "\u202Eevil", "\uD83D", "\U000E0041", "```\n", "`", "&", "<", ">", "|", "*", "_", "\r\n", "é", "👩‍💻", "\0", "](", "]:", "!", "[", "(", ")", "@", "<!",
    ];

    [Test]
    public void Whatever_an_agent_writes_stays_in_the_limits_and_mentions_nobody()
    {
        var pieces = Gen.OneOf(Gen.Elements(Fragments), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? string.Empty), Gen.Choose(1, 9_000).Select(length => new string('a', length)));
        var texts = Gen.ArrayOf(pieces).Select(string.Concat);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(texts.ToArbitrary(), text =>
            {
                AssertHarmless(new ReplyContent(
                    text,
                    [new Plan(text, [.. Enumerable.Range(0, text.Length % 4).Select(number => new PlanTask(text, (PlanTaskState)(number % 4)))]), new Picker("repo", text, "run"), new Feedback("run"), new Headline(text), new Paragraph(text), new AgentText(text), new Facts([new Fact(text, text), new Fact(text, text, new Uri("https://github.com/a/b"))]), new Note(text), new AgentText(text), new Buttons([new Button("stop", text, "run")])]));
                return true;
            }));
    }

    [Test]
    public void Any_message_however_long_is_one_that_slack_takes()
    {
        var pieces = Gen.OneOf(Gen.Elements(Fragments), Gen.Choose(1, 900).Select(length => new string('<', length)));
        var texts = Gen.ArrayOf(pieces, 6).Select(string.Concat);
        var parts = Gen.ArrayOf(texts.SelectMany(text => Gen.Elements<ReplyPart>(
            new Headline(text), new Paragraph(text, "U1"), new AgentText(text), new Facts([.. Enumerable.Repeat(new Fact(text, text), 25)]), new Note(text),
            new Buttons([.. Enumerable.Repeat(new Button(text, text, text, ButtonStyle.Danger), 12)]), new Picker(text, text, text), new Feedback(text),
            new Plan(text, [.. Enumerable.Repeat(new PlanTask(text, PlanTaskState.InProgress), 52)]))), 40);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(10),
            Prop.ForAll(parts.ToArbitrary(), some =>
            {
                var content = new ReplyContent("s", some);
                AssertTaken(BlockKitRenderer.Render(content));
                AssertTaken(BlockKitRenderer.Render(content, RichBlocks.None));
                using var view = JsonDocument.Parse(new JsonObject { ["type"] = "home", ["blocks"] = BlockKitRenderer.RenderView(content with { Parts = [new Note("x"), .. some] }) }.ToJsonString());
                Assert.That(PayloadValidator.CheckView(view.RootElement).Select(problem => problem.ToString()), Is.Empty);
                return true;
            }));
        AssertTaken(BlockKitRenderer.Render(new ReplyContent("s", [.. Enumerable.Repeat<ReplyPart>(new AgentText("@here"), 3_000)])));
    }

    [Test]
    public void A_plan_shows_each_task_with_its_state()
    {
        var plan = new Plan("Working on it", [new("read", PlanTaskState.Complete), new("write\nit", PlanTaskState.InProgress), new("test", PlanTaskState.Pending), new("fly", PlanTaskState.Error)]);

        var rendered = BlockKitRenderer.Render(new ReplyContent("s", [plan]));

        Assert.That(rendered.Blocks.Single()!.ToJsonString(), Is.EqualTo("""{"type":"plan","title":"Working on it","tasks":[{"type":"task_card","task_id":"p1t1","title":"read","status":"complete"},{"type":"task_card","task_id":"p1t2","title":"write it","status":"in_progress"},{"type":"task_card","task_id":"p1t3","title":"test","status":"pending"},{"type":"task_card","task_id":"p1t4","title":"fly","status":"error"}]}"""));
        Assert.That(rendered.Rich, Is.EqualTo(RichBlocks.Plan));
    }

    [Test]
    public void A_plan_that_slack_does_not_take_is_lines()
    {
        var plan = new Plan("t", [new("read", PlanTaskState.Complete), new("write", PlanTaskState.InProgress), new("test", PlanTaskState.Pending), new("fly", PlanTaskState.Error)]);

        var rendered = BlockKitRenderer.Render(new ReplyContent("s", [plan]), RichBlocks.None);

        Assert.That((string?)rendered.Blocks.Single()!["text"]!["text"], Is.EqualTo("✅ read\n▶️ write\n▫️ test\n❌ fly"));
        Assert.That(PlainTextRenderer.Render(new ReplyContent("s", [plan])), Is.EqualTo("s\n✅ read\n▶️ write\n▫️ test\n❌ fly"));
    }

    [TestCase(RichBlocks.All, 50, "… and 21 more")]
    [TestCase(RichBlocks.None, 1, "… and 59 more")]
    public void A_plan_that_is_too_long_says_how_much_is_left_out(RichBlocks allowed, int shown, string more)
    {
        var plan = new Plan("t", [.. Enumerable.Repeat(new PlanTask("x", PlanTaskState.Pending), 70)]);

        var block = BlockKitRenderer.Render(new ReplyContent("s", [plan]), allowed).Blocks.Single()!;

        Assert.That(block["tasks"]?.AsArray().Count ?? 1, Is.EqualTo(shown));
        Assert.That(Strings(block), Has.Some.EndsWith(more));
    }

    [Test]
    public void A_picker_asks_us_from_the_first_tap_and_carries_its_value()
    {
        var element = BlockKitRenderer.Render(new ReplyContent("s", [new Picker("pick_repo", "Repository", "draft/7")])).Blocks.Single()!["elements"]![0]!;

        Assert.That((string?)element["type"], Is.EqualTo("external_select"));
        Assert.That((int?)element["min_query_length"], Is.Zero);
        Assert.That(ActionId.Read((string)element["action_id"]!), Is.EqualTo("pick_repo"));
        Assert.That(ActionId.ReadValue((string)element["action_id"]!), Is.EqualTo("draft/7"));
    }

    [Test]
    public void Feedback_is_two_buttons_where_slack_does_not_take_its_own_kind()
    {
        var content = new ReplyContent("s", [new Feedback("4f9c2k7m1a")]);

        var rich = BlockKitRenderer.Render(content).Blocks.Single()!;
        var plain = BlockKitRenderer.Render(content, RichBlocks.None).Blocks.Single()!["elements"]!.AsArray();

        Assert.That((string?)rich["type"], Is.EqualTo("context_actions"));
        Assert.That((string?)rich["elements"]![0]!["positive_button"]!["value"], Is.EqualTo("4f9c2k7m1a/good"));
        Assert.That(plain.Select(button => (string?)button!["value"]), Is.EqualTo(new[] { "4f9c2k7m1a/good", "4f9c2k7m1a/bad" }));
        Assert.That(plain.Select(button => ActionId.Read((string)button!["action_id"]!)), Is.All.EqualTo("feedback"));
    }

    [TestCase("stop", null)]
    [TestCase("stop#2", null)]
    [TestCase("pick~", null)]
    [TestCase("pick~a~b", "a~b")]
    [TestCase("pick~a#2", "a")]
    public void An_action_is_read_with_and_without_its_value(string id, string? value)
    {
        Assert.That(ActionId.ReadValue(id), Is.EqualTo(value));
        Assert.That(ActionId.Read(id), Is.EqualTo(id.Split('~', '#')[0]).Or.EqualTo(id));
    }

    [Test]
    public void Two_hundred_lines_and_ten_thousand_characters_arrive_whole()
    {
        var text = string.Join('\n', Enumerable.Range(1, 200).Select(line => $"line {line} " + new string('x', 40)));

        var markdown = Markdown(text);

        Assert.That(markdown, Is.EqualTo(text));
        Assert.That(Markdown(new string('y', 10_000)), Has.Length.EqualTo(10_000));
    }

    [Test]
    public void A_text_that_is_cut_says_so()
    {
        var markdown = Markdown(new string('y', 50_000));

        Assert.That(markdown, Has.Length.LessThanOrEqualTo(BlockLimits.Markdown).And.EndsWith("(shortened: the trace has all of it)"));
        Assert.That(SlackWriting.Mrkdwn(new string('&', 4_000), 3_000), Has.Length.LessThanOrEqualTo(3_000).And.EndsWith("&amp;… (shortened)"));
    }

    [TestCase("[github.com/acme](https://evil.test/x)", "[github.com/acme](https://evil.test/x) (evil.test)")]
    [TestCase("[x](https://github.com@evil.test/)", "[x](https://github.com@evil.test/) (evil.test)")]
    [TestCase("[a [b] c](https://evil.test)", "[a [b] c]\u200B(https://evil.test)")]
    [TestCase("[x][1]\n\n[1]: https://evil.test", "[x]\u200B[1]\n\n[1]\u200B: https://evil.test")]
    [TestCase("[x](javascript:alert)", "[x]\u200B(javascript:alert)")]
    [TestCase("![chart](https://evil.test/p.png?d=1)", "(image not loaded: chart https://evil.test/p.png?d=1)")]
    [TestCase("<https://evil.test|https://good.test>", "<\u200Bhttps://evil.test|https://good.test>")]
    [TestCase("<img src=\"https://evil.test\">", "<\u200Bimg src=\"https://evil.test\">")]
    [TestCase("safe\u202Etxt.exe", "safetxt.exe")]
    [TestCase("List<int> a = b && c;", "List<int> a = b && c;")]
    [TestCase("&lt;!channel&gt;", "&\u200Blt;!channel&\u200Bgt;")]
    [TestCase("hi @here and @Channel, and @hereford", "hi @\u200Bhere and @\u200BChannel, and @\u200Bhereford")]
    public void An_agents_markdown_cannot_lie(string written, string shown)
    {
        Assert.That(Markdown(written), Is.EqualTo(shown));
    }

    [Test]
    public void A_mention_of_ours_is_the_only_one()
    {
        var rendered = BlockKitRenderer.Render(new ReplyContent("Done", [new Paragraph("done <@U2>", "U1"), new Paragraph("x", "U1> <!channel")]));

        Assert.That((string?)rendered.Blocks[0]!["text"]!["text"], Is.EqualTo("<@U1> done &lt;\u200B@U2&gt;"));
        Assert.That((string?)rendered.Blocks[1]!["text"]!["text"], Is.EqualTo("x"));
    }

    [Test]
    public void More_parts_than_fit_keep_their_buttons_and_say_what_is_left_out()
    {
        var parts = Enumerable.Range(0, 80).Select(ReplyPart (number) => new Paragraph($"part {number}")).Append(new Buttons([new Button("stop", "Stop", "r")])).ToList();

        var blocks = BlockKitRenderer.Render(new ReplyContent("s", parts)).Blocks;

        Assert.That(blocks, Has.Count.EqualTo(50));
        Assert.That((string?)blocks[^1]!["type"], Is.EqualTo("actions"));
        Assert.That(blocks[^2]!.ToJsonString(), Does.Contain("more parts do not fit"));
    }

    [Test]
    public void Links_with_different_actions_still_have_ids_that_differ()
    {
        var address = new Uri("https://github.com/a/b/pull/1");

        var rows = BlockKitRenderer.Render(new ReplyContent("s", [new Buttons([new Button("open_pr", "Open PR", "r", Url: address), new Button("view_trace", "View trace", "r", Url: address)])])).Blocks;

        var ids = rows.SelectMany(row => row!["elements"]?.AsArray() ?? []).Select(element => element!["action_id"]!.GetValue<string>());
        Assert.That(ids, Is.EqualTo(new[] { "open_link", "open_link#2" }));
    }

    [Test]
    public void Buttons_come_five_in_a_row_with_ids_that_differ_and_read_back()
    {
        var buttons = Enumerable.Range(0, 7).Select(number => new Button("stop", "Stop", $"run{number}", ButtonStyle.Danger)).ToList();

        var rows = BlockKitRenderer.Render(new ReplyContent("s", [new Buttons(buttons)])).Blocks;
        var ids = rows.SelectMany(row => row!["elements"]!.AsArray()).Select(button => (string)button!["action_id"]!).ToList();

        Assert.That(rows.Select(row => row!["elements"]!.AsArray().Count), Is.EqualTo(new[] { 5, 2 }));
        Assert.That(ids, Is.Unique);
        Assert.That(ids.Select(ActionId.Read), Is.All.EqualTo("stop"));
    }

    [Test]
    public void Two_links_with_different_actions_have_ids_that_differ()
    {
        Button[] links = [new("open_pr", "Open PR", "run", Url: new Uri("https://example.com/pr")), new("view_trace", "View trace", "run", Url: new Uri("https://example.com/trace"))];

        var rows = BlockKitRenderer.Render(new ReplyContent("s", [new Buttons(links)])).Blocks;
        var ids = rows.SelectMany(row => row!["elements"]!.AsArray()).Select(button => (string)button!["action_id"]!).ToList();

        Assert.That(ids, Is.Unique);
        Assert.That(ids.Select(ActionId.Read), Is.All.EqualTo("open_link"));
    }

    [Test]
    public void A_redrawn_message_has_new_block_ids()
    {
        var content = new ReplyContent("s", [new Paragraph("x")]);

        var first = (string?)BlockKitRenderer.Render(content).Blocks[0]!["block_id"];
        var second = (string?)BlockKitRenderer.Render(content).Blocks[0]!["block_id"];

        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public void The_plain_form_says_the_same_and_is_short_enough()
    {
        var content = new ReplyContent("Finished", [new Paragraph("All done", "U1"), new Facts([new Fact("Cost", "$1")]), new AgentText(new string('<', 5_000)), new Buttons([new Button("", "Open PR", "", Url: new Uri("https://github.com/a/b/pull/1"))])]);

        var text = PlainTextRenderer.Render(content);

        Assert.That(text, Does.StartWith("<@U1> Finished\nAll done\nCost: $1\n&lt;").And.EndsWith("… (shortened)"));
        Assert.That(text, Has.Length.LessThanOrEqualTo(BlockLimits.Text));
    }

    [Test]
    public void A_cut_does_not_make_a_mention_of_a_longer_word()
    {
        for (var before = 0; before < 160; before++)
        {
            AssertHarmless(new ReplyContent("s", [new Headline(new string('x', before) + "@hereafter" + new string('y', 200))]));
        }
    }

    private static string Markdown(string text) =>
        (string)BlockKitRenderer.Render(new ReplyContent("s", [new AgentText(text)])).Blocks.Single()!["text"]!;

    private static void AssertTaken(RenderedMessage rendered)
    {
        using var message = JsonDocument.Parse(new JsonObject { ["text"] = rendered.Text, ["blocks"] = rendered.Blocks.DeepClone() }.ToJsonString());
        Assert.That(PayloadValidator.CheckMessage(message.RootElement).Select(problem => problem.ToString()), Is.Empty);
    }

    private static void AssertHarmless(ReplyContent content)
    {
        AssertHarmless(content, RichBlocks.None);
        AssertHarmless(content, RichBlocks.All);
    }

    private static void AssertHarmless(ReplyContent content, RichBlocks allowed)
    {
        var rendered = BlockKitRenderer.Render(content, allowed);
        AssertTaken(rendered);
        Assert.That(rendered.Text, Has.Length.LessThanOrEqualTo(BlockLimits.Text));
        Assert.That(rendered.Blocks, Has.Count.LessThanOrEqualTo(BlockLimits.Blocks));
        Assert.That(rendered.Blocks.Where(block => (string?)block!["type"] == "markdown").Sum(block => ((string)block!["text"]!).Length), Is.LessThanOrEqualTo(BlockLimits.Markdown));
        foreach (var text in Strings(rendered.Blocks).Append(rendered.Text).Append(PlainTextRenderer.Render(content)))
        {
            Assert.That(text, Does.Not.Contain("<!").And.Not.Contain("<@").And.Not.Contain("<#").And.Not.Contain("\u202E"));
            Assert.That(text, Does.Not.Match("(?i)@(here|channel|everyone)\\b"));
            Assert.That(text, Has.Length.LessThanOrEqualTo(BlockLimits.Markdown));
        }

        // Only a markdown block is read as Markdown.
        Assert.That(
            rendered.Blocks.Where(block => (string?)block!["type"] == "markdown").Select(block => (string)block!["text"]!),
            Has.None.Contain("![").And.None.Contain("<img").And.None.Contain("]:").And.None.Contain("]["));

        foreach (var (type, limit) in new[] { ("section", BlockLimits.SectionText), ("header", BlockLimits.HeaderText) })
        {
            Assert.That(
                rendered.Blocks.Where(block => (string?)block!["type"] == type && block["text"] is not null).Select(block => ((string)block!["text"]!["text"]!).Length),
                Is.All.InRange(1, limit));
        }
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Strings),
        JsonObject owner => owner.SelectMany(field => Strings(field.Value)),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
