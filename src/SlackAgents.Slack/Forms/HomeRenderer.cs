using System.Text.Json.Nodes;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Forms;

/// <summary>Draws the App Home with the parts of a message. Blocks that Slack takes in messages alone become text (docs.slack.dev/surfaces/app-home).</summary>
internal static class HomeRenderer
{
    public static JsonObject Render(ReplyContent content) => new()
    {
        ["type"] = "home",
        ["blocks"] = BlockKitRenderer.RenderView(content with { Parts = [.. content.Parts.Where(part => part is not Feedback).Select(Plain)] }),
    };

    private static ReplyPart Plain(ReplyPart part) => part switch
    {
        AgentText agent => new Paragraph(agent.Markdown),
        Plan plan => new Paragraph(string.Join('\n', plan.Tasks.Select(Line).Prepend(plan.Title))),
        _ => part,
    };

    private static string Line(PlanTask task) => task.State switch
    {
        PlanTaskState.Complete => "✓ " + task.Text,
        PlanTaskState.InProgress => "▸ " + task.Text,
        PlanTaskState.Error => "✗ " + task.Text,
        _ => "○ " + task.Text,
    };
}
