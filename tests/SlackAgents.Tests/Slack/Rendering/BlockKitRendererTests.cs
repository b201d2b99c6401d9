using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Rendering;

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
                    [new Headline(text), new Paragraph(text), new AgentText(text), new Facts([new Fact(text, text), new Fact(text, text, new Uri("https://github.com/a/b"))]), new Note(text), new AgentText(text), new Buttons([new Button("stop", text, "run")])]));
                return true;
            }));
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

    private static void AssertHarmless(ReplyContent content)
    {
        var rendered = BlockKitRenderer.Render(content);
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
