using System.Text.Json;

namespace SlackAgents.Slack.Rendering.Validation;

/// <summary>What Slack takes as blocks (docs.slack.dev/reference/block-kit/blocks).</summary>
internal static class BlockRules
{
    private const int MaxTables = 1;

    /// <param name="inMessage">Some blocks are for messages alone, <c>input</c> mostly for views.</param>
    public static void Check(PayloadCheck check, string pointer, JsonElement block, bool inMessage)
    {
        check.BlockId(pointer, block);
        var type = PayloadCheck.TypeOf(block);
        switch (type)
        {
            case "header":
                check.TextObject(pointer, block, "text", BlockLimits.HeaderText, plain: true);
                break;
            case "section":
                Section(check, pointer, block);
                break;
            case "context":
                Context(check, pointer, block);
                break;
            case "actions":
                foreach (var (place, element) in check.Items(pointer, block, "elements", 1, 25))
                {
                    ElementRules.Check(check, place, element);
                }

                break;
            case "context_actions":
                Only(check, pointer, inMessage, type);
                foreach (var (place, element) in check.Items(pointer, block, "elements", 1, 5))
                {
                    ElementRules.ContextAction(check, place, element);
                }

                break;
            case "markdown":
                Markdown(check, pointer, block);
                break;
            case "plan":
                Only(check, pointer, inMessage, type);
                Plan(check, pointer, block);
                break;
            case "task_card":
                Only(check, pointer, inMessage, type);
                Task(check, pointer, block, alone: true);
                break;
            case "input":
                Input(check, pointer, block);
                break;
            case "image":
                Image(check, pointer, block);
                break;
            case "table":
                check.Items(pointer, block, "rows", 1, 100);
                if (++check.Tables > MaxTables)
                {
                    check.Add(pointer, "is a second table; one is taken");
                }

                break;
            case "divider" or "rich_text" or "file" or "video":
                break;
            default:
                check.Add(pointer, $"is no block that is known: {type ?? "without a type"}");
                break;
        }
    }

    private static void Only(PayloadCheck check, string pointer, bool inMessage, string type)
    {
        if (!inMessage)
        {
            check.Add(pointer, $"{type} is for messages alone");
        }
    }

    private static void Section(PayloadCheck check, string pointer, JsonElement block)
    {
        check.TextObject(pointer, block, "text", BlockLimits.SectionText, plain: false, required: !block.TryGetProperty("fields", out _));
        if (block.TryGetProperty("fields", out _))
        {
            foreach (var (place, field) in check.Items(pointer, block, "fields", 1, BlockLimits.Fields))
            {
                check.TextObject(place, field, BlockLimits.FieldText, plain: false);
            }
        }

        if (block.TryGetProperty("accessory", out var accessory))
        {
            ElementRules.Check(check, $"{pointer}/accessory", accessory);
        }
    }

    private static void Context(PayloadCheck check, string pointer, JsonElement block)
    {
        foreach (var (place, element) in check.Items(pointer, block, "elements", 1, BlockLimits.ContextElements))
        {
            if (PayloadCheck.TypeOf(element) != "image")
            {
                check.TextObject(place, element, BlockLimits.ContextText, plain: false);
            }
        }
    }

    private static void Markdown(PayloadCheck check, string pointer, JsonElement block)
    {
        check.Text(pointer, block, "text", BlockLimits.Markdown);
        var before = check.Markdown;
        check.Markdown += block.TryGetProperty("text", out var text) ? text.GetString()?.Length ?? 0 : 0;
        if (before <= BlockLimits.Markdown && before > 0 && check.Markdown > BlockLimits.Markdown)
        {
            check.Add(pointer, $"all markdown together has {check.Markdown} characters; {BlockLimits.Markdown} are taken");
        }
    }

    private static void Plan(PayloadCheck check, string pointer, JsonElement block)
    {
        check.Text(pointer, block, "title", 256);
        foreach (var (place, task) in check.Items(pointer, block, "tasks", 0, BlockLimits.PlanTasks))
        {
            Task(check, place, task, alone: false);
        }
    }

    private static void Task(PayloadCheck check, string pointer, JsonElement task, bool alone)
    {
        if (PayloadCheck.TypeOf(task) != "task_card")
        {
            check.Add(pointer, "is no task_card");
            return;
        }

        check.TaskId(pointer, task);
        check.Text(pointer, task, "title", 256);
        var status = task.TryGetProperty("status", out var value) ? value.GetString() : null;
        if (status is not ("pending" or "in_progress" or "complete" or "error") || (alone && status is "pending"))
        {
            check.Add($"{pointer}/status", $"is not taken there: {status ?? "missing"}");
        }
    }

    private static void Input(PayloadCheck check, string pointer, JsonElement block)
    {
        check.TextObject(pointer, block, "label", 2_000, plain: true);
        check.TextObject(pointer, block, "hint", 2_000, plain: true, required: false);
        if (!block.TryGetProperty("element", out var element))
        {
            check.Add(pointer, "element is missing");
            return;
        }

        ElementRules.Check(check, $"{pointer}/element", element);
    }

    private static void Image(PayloadCheck check, string pointer, JsonElement block)
    {
        check.Text(pointer, block, "alt_text", 2_000);
        check.TextObject(pointer, block, "title", 2_000, plain: true, required: false);
        if (block.TryGetProperty("image_url", out _))
        {
            // An address that every reader's client fetches can carry data out; ours are uploaded files.
            check.Add($"{pointer}/image_url", "is a remote image");
        }
    }
}
