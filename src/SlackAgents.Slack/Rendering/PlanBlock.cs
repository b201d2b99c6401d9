using System.Globalization;
using System.Text.Json.Nodes;
using SlackAgents.Core.Replies;

namespace SlackAgents.Slack.Rendering;

/// <summary>Draws an agent's list of what it does, as Slack's <c>plan</c> (docs.slack.dev/reference/block-kit/blocks/plan-block) or as lines.</summary>
internal static class PlanBlock
{
    /// <param name="number">Of the plan in its message: ids of tasks must differ in all of it.</param>
    public static JsonObject Render(Plan plan, int number)
    {
        var tasks = Shown(plan.Tasks, BlockLimits.PlanTasks, out var left);
        var cards = tasks.Select((task, index) => Card(number, index, task.Text, Status(task.State))).ToList();
        if (left > 0)
        {
            cards.Add(Card(number, cards.Count, More(left), "pending"));
        }

        return new JsonObject { ["type"] = "plan", ["title"] = SlackWriting.Plain(plan.Title, BlockLimits.PlanText), ["tasks"] = new JsonArray([.. cards]) };
    }

    /// <summary>The same for places where Slack takes no plan. Data, not escaped yet.</summary>
    public static IEnumerable<string> Lines(Plan plan)
    {
        var tasks = Shown(plan.Tasks, BlockLimits.PlanLines, out var left);
        foreach (var task in tasks)
        {
            yield return $"{Mark(task.State)} {OneLine(task.Text)}";
        }

        if (left > 0)
        {
            yield return More(left);
        }
    }

    private static List<PlanTask> Shown(IReadOnlyList<PlanTask> tasks, int limit, out int left)
    {
        var visible = tasks.Where(task => !BlockKitRenderer.IsEmpty(task.Text)).ToList();
        left = visible.Count > limit ? visible.Count - (limit - 1) : 0;
        return left > 0 ? visible[..(limit - 1)] : visible;
    }

    private static JsonObject Card(int plan, int index, string title, string status) => new()
    {
        ["type"] = "task_card",
        ["task_id"] = string.Create(CultureInfo.InvariantCulture, $"p{plan}t{index + 1}"),
        ["title"] = SlackWriting.Plain(OneLine(title), BlockLimits.PlanText),
        ["status"] = status,
    };

    private static string More(int left) => string.Create(CultureInfo.InvariantCulture, $"… and {left} more");

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string Status(PlanTaskState state) => state switch
    {
        PlanTaskState.InProgress => "in_progress",
        PlanTaskState.Complete => "complete",
        PlanTaskState.Error => "error",
        _ => "pending",
    };

    private static string Mark(PlanTaskState state) => state switch
    {
        PlanTaskState.InProgress => "▶️",
        PlanTaskState.Complete => "✅",
        PlanTaskState.Error => "❌",
        _ => "▫️",
    };
}
