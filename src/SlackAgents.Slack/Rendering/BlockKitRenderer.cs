using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Rendering;

/// <summary>
/// Draws a message of ours with Block Kit, inside Slack's limits whatever it holds. Blocks are built here and nowhere
/// else: text of agents, repositories and people is only ever the content of a text object.
/// </summary>
internal static partial class BlockKitRenderer
{
    /// <param name="allowed">Blocks that Slack takes there; what is not among them is drawn plainly.</param>
    public static RenderedMessage Render(ReplyContent content, RichBlocks allowed = RichBlocks.All)
    {
        var rich = RichBlocks.None;
        var blocks = Draw(content, allowed, ref rich);
        return new RenderedMessage(SlackWriting.Mrkdwn(Visible(content.Summary), BlockLimits.Text), Bound(blocks, BlockLimits.Blocks), rich);
    }

    /// <summary>The blocks of a view (App Home or modal), which takes more of them, but none of the rich ones.</summary>
    public static JsonArray RenderView(ReplyContent content)
    {
        var rich = RichBlocks.None;
        return Bound(Draw(content, RichBlocks.None, ref rich), BlockLimits.ViewBlocks);
    }

    private static List<JsonObject> Draw(ReplyContent content, RichBlocks allowed, ref RichBlocks rich)
    {
        var blocks = new List<JsonObject>();
        var markdownRoom = BlockLimits.Markdown;
        var buttons = new ButtonRow();
        var plans = 0;
        foreach (var part in content.Parts)
        {
            rich |= RichKindOf(part) & allowed;
            blocks.AddRange(part switch
            {
                Headline headline => Header(headline),
                Paragraph paragraph => Section(paragraph),
                AgentText agent => AgentBlock(agent, ref markdownRoom),
                Facts facts => FactSections(facts),
                Note note => Context(note.Text),
                Buttons row => buttons.Render(row),
                Plan plan when plan.Tasks.All(task => IsEmpty(task.Text)) => [],
                Plan plan when allowed.HasFlag(RichBlocks.Plan) => [PlanBlock.Render(plan with { Title = Visible(plan.Title) }, ++plans)],
                Plan plan => Section(new Paragraph(string.Join('\n', PlanBlock.Lines(plan)))),
                Picker picker => buttons.Render(picker),
                Feedback feedback => buttons.Render(feedback, allowed.HasFlag(RichBlocks.Feedback)),
                _ => throw new InvalidOperationException($"{part.GetType().Name} has no rendering."),
            });
        }

        return blocks;
    }

    private static RichBlocks RichKindOf(ReplyPart part) => part switch
    {
        Plan => RichBlocks.Plan,
        Feedback => RichBlocks.Feedback,
        _ => RichBlocks.None,
    };

    /// <summary>A mention of ours with a space after it; empty when this is no user id.</summary>
    public static string Mention(string? user) => user is not null && UserPattern().IsMatch(user) ? $"<@{user}> " : string.Empty;

    /// <summary>A block's id must be new when the block changes, or clients keep showing the old one.</summary>
    public static string NewBlockId() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    private static JsonObject Block(string type) => new() { ["type"] = type, ["block_id"] = NewBlockId() };

    private static JsonArray Bound(List<JsonObject> blocks, int limit)
    {
        if (blocks.Count <= limit)
        {
            return new JsonArray([.. blocks]);
        }

        // Buttons stand at the end and are what a reader needs most, so it is the middle that goes.
        var buttons = blocks.Where(IsClickable).TakeLast(10).ToList();
        var others = blocks.Where(block => !IsClickable(block)).Take(limit - buttons.Count - 1).ToList();
        var left = blocks.Count - buttons.Count - others.Count;
        return new JsonArray([.. others, .. Context($"… {left} more parts do not fit here. The trace has all of it."), .. buttons]);
    }

    private static bool IsClickable(JsonObject block) => block["type"]!.GetValue<string>() is "actions" or "context_actions";

    private static IEnumerable<JsonObject> Header(Headline headline)
    {
        if (IsEmpty(headline.Text))
        {
            yield break;
        }

        var block = Block("header");
        block["text"] = PlainText(headline.Text, BlockLimits.HeaderText);
        yield return block;
    }

    private static IEnumerable<JsonObject> Section(Paragraph paragraph)
    {
        var mention = Mention(paragraph.Mention);
        var text = mention + SlackWriting.Mrkdwn(paragraph.Text, BlockLimits.SectionText - mention.Length);
        if (IsEmpty(text))
        {
            yield break;
        }

        var block = Block("section");
        block["text"] = MrkdwnText(text);
        // Without it long sections hide behind "see more".
        block["expand"] = true;
        yield return block;
    }

    private static IEnumerable<JsonObject> AgentBlock(AgentText agent, ref int room)
    {
        if (IsEmpty(agent.Markdown))
        {
            return [];
        }

        if (room < 200)
        {
            return Context("… More text does not fit into one message. The trace has all of it.");
        }

        var text = AgentMarkdown.Render(agent.Markdown, room);
        room -= text.Length;
        return string.IsNullOrWhiteSpace(text) ? [] : [new JsonObject { ["type"] = "markdown", ["text"] = text }];
    }

    private static IEnumerable<JsonObject> FactSections(Facts facts)
    {
        foreach (var row in facts.Items.Chunk(BlockLimits.Fields))
        {
            var block = Block("section");
            block["fields"] = new JsonArray([.. row.Select(fact => MrkdwnText(FactText(fact)))]);
            yield return block;
        }
    }

    private static string FactText(Fact fact)
    {
        var label = $"*{SlackWriting.Mrkdwn(fact.Label, 100)}*\n";
        var url = LinkTarget(fact.Url);
        if (url is null || url.Length > 1_000)
        {
            return label + SlackWriting.Mrkdwn(Visible(fact.Value), BlockLimits.FieldText - label.Length);
        }

        var value = SlackWriting.Mrkdwn(Visible(fact.Value), BlockLimits.FieldText - label.Length - url.Length - 3);
        return $"{label}<{url}|{value.Replace('|', '¦')}>";
    }

    private static IEnumerable<JsonObject> Context(string text)
    {
        if (IsEmpty(text))
        {
            yield break;
        }

        var block = Block("context");
        block["elements"] = new JsonArray(MrkdwnText(SlackWriting.Mrkdwn(text, BlockLimits.ContextText)));
        yield return block;
    }

    /// <summary>Verbatim: Slack finds no channels, people or links in it by itself.</summary>
    private static JsonObject MrkdwnText(string safe) => new() { ["type"] = "mrkdwn", ["text"] = safe, ["verbatim"] = true };

    internal static JsonObject PlainText(string text, int limit) =>
        new() { ["type"] = "plain_text", ["text"] = SlackWriting.Plain(text, limit), ["emoji"] = false };

    internal static string? LinkTarget(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https" } && url.UserInfo.Length == 0
            ? url.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)
            : null;

    /// <summary>Nothing is left of it once hidden characters are out; Slack refuses empty text.</summary>
    internal static bool IsEmpty(string text) => string.IsNullOrWhiteSpace(HiddenCharacters.Remove(text));

    private static string Visible(string text) => IsEmpty(text) ? "–" : text;

    [GeneratedRegex("^[UW][A-Z0-9]{1,30}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserPattern();
}
