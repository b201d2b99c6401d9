using System.Text;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Rendering;

/// <summary>The same message without blocks, for when Slack refuses them. Says everything that the blocks say, shortened.</summary>
internal static class PlainTextRenderer
{
    public static string Render(ReplyContent content)
    {
        var text = new StringBuilder(content.Summary);
        foreach (var line in content.Parts.SelectMany(Lines).Where(line => line.Length > 0 && line != content.Summary))
        {
            text.Append('\n').Append(line);
        }

        // A mention is ours and must survive escaping, so it goes in front of it.
        var mention = content.Parts.OfType<Paragraph>().Select(paragraph => BlockKitRenderer.Mention(paragraph.Mention)).FirstOrDefault(tag => tag.Length > 0) ?? string.Empty;
        return mention + SlackWriting.Mrkdwn(text.ToString(), BlockLimits.Text - mention.Length);
    }

    private static IEnumerable<string> Lines(ReplyPart part) => part switch
    {
        Headline headline => [headline.Text],
        Paragraph paragraph => [paragraph.Text],
        AgentText agent => [agent.Markdown],
        Note note => [note.Text],
        Facts facts => facts.Items.Select(fact => fact.Url is null ? $"{fact.Label}: {fact.Value}" : $"{fact.Label}: {fact.Value} {fact.Url.AbsoluteUri}"),
        Buttons buttons => buttons.Items.Where(button => button.Url is not null).Select(button => $"{button.Text}: {button.Url!.AbsoluteUri}"),
        Plan plan => PlanBlock.Lines(plan),
        // Neither can be drawn as text; plain words in the thread do what they do.
        Picker or Feedback => [],
        _ => throw new InvalidOperationException($"{part.GetType().Name} has no rendering."),
    };
}
