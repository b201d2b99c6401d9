using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>Plans and their task cards. docs.slack.dev/reference/block-kit/blocks/plan-block</summary>
internal static class PlanRules
{
    public static void Plan(Shape plan)
    {
        plan.Only("block_id", "title", "tasks").Require("title").Limit("title", 3000);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in plan.Items("tasks", 50, min: 0))
        {
            Task(task, inPlan: true);
            if (task.Node.Text("task_id") is { } id && !ids.Add(id))
            {
                task.Problems.Add(task.Pointer + "/task_id", "must be unique");
            }
        }
    }

    public static void Task(Shape task, bool inPlan)
    {
        task.Only("block_id", "task_id", "title", "status", "details", "output", "sources").Require("task_id", "title").Limit("task_id", 255).Limit("title", 3000);
        if (inPlan)
        {
            task.OneOf("status", "pending", "in_progress", "complete", "error");
        }
        else
        {
            // A task card on its own is refused while pending; measured, not documented.
            task.OneOf("status", "in_progress", "complete", "error");
        }

        foreach (var field in (ReadOnlySpan<string>)["details", "output"])
        {
            if (task.At(field) is { } rich)
            {
                rich.Only("block_id", "elements").Require("elements");
                rich.Items("elements", 1000).ToList().ForEach(RichTextRules.Container);
            }
        }
    }
}
