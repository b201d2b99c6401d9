using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>
/// Refuses the blocks that Slack refuses: unknown types and fields, limits, doubled ids. docs.slack.dev/reference/block-kit/blocks
/// Types newer than this stand-in knows are refused too: a try-out must not promise what was never checked.
/// </summary>
internal static class BlockValidator
{
    private const int MaxMessageBlocks = 50;
    private const int MaxViewBlocks = 100;
    private const int MaxMarkdownPerPayload = 12_000;

    /// <returns>Problems in Slack's wording; empty when the blocks are accepted.</returns>
    /// <param name="blocks">The message's blocks.</param>
    /// <param name="hasPlans">False in a workspace that does not know <c>plan</c> and <c>task_card</c> blocks.</param>
    public static IReadOnlyList<string> Message(JsonArray blocks, bool hasPlans = true)
    {
        var problems = new BlockProblems();
        foreach (var (index, block) in blocks.OfType<JsonObject>().Index())
        {
            if (!hasPlans && block.Text("type") is "plan" or "task_card")
            {
                problems.Add($"/blocks/{index}/type", $"unsupported type: {block.Text("type")}");
            }
        }

        CheckAll(new JsonObject { ["blocks"] = blocks.DeepClone() }, MaxMessageBlocks, inView: false, problems);
        return problems.Messages;
    }

    public static IReadOnlyList<string> View(JsonObject view)
    {
        var problems = new BlockProblems();
        ViewRules.Check(new Shape(view, string.Empty, problems));
        CheckAll(view, MaxViewBlocks, inView: true, problems);
        return problems.Messages;
    }

    private static void CheckAll(JsonObject holder, int max, bool inView, BlockProblems problems)
    {
        var blocks = new Shape(holder, string.Empty, problems).Items("blocks", max, min: inView ? 0 : 1).ToList();
        foreach (var block in blocks)
        {
            Check(block, inView);
            if (holder.Text("type") == "home" && block.At("element")?.Type == "file_input")
            {
                block.Problems.Add(block.Pointer + "/element/type", "unsupported type: file_input");
            }
        }

        if (blocks.Sum(block => (block.Node.List("elements") ?? []).Append(block.Node.Child("element")).OfType<JsonObject>().Count(element => element.Flag("focus_on_load"))) > 1)
        {
            problems.Add("/blocks", "only one element can have focus_on_load set");
        }

        var markdown = blocks.Where(block => block.Type == "markdown").Sum(block => block.Node.Text("text")?.Length ?? 0);
        if (markdown > MaxMarkdownPerPayload)
        {
            problems.Add("/blocks", $"must be less than {MaxMarkdownPerPayload + 1} characters of markdown in total");
        }

        if (blocks.Count(block => block.Type == "table") > 1)
        {
            problems.Add("/blocks", "only one table allowed per message");
        }

        RefuseDoubles(blocks.Select(block => block.Node.Text("block_id")), "block_id", problems);
        foreach (var block in blocks)
        {
            RefuseDoubles(ActionIds(block), "action_id", problems);
        }
    }

    private static void Check(Shape block, bool inView)
    {
        block.Limit("block_id", 255);
        switch (block.Type)
        {
            case "section":
                Section(block);
                break;
            case "header":
                block.Only("block_id", "text").Require("text").TextObject("text", 150, plainOnly: true);
                break;
            case "divider":
                block.Only("block_id");
                break;
            case "context":
                block.Only("block_id", "elements").Require("elements");
                block.Items("elements", 10).ToList().ForEach(ElementRules.InContext);
                break;
            case "actions":
                block.Only("block_id", "elements").Require("elements");
                block.Items("elements", 25).ToList().ForEach(ElementRules.InActionsBlock);
                break;
            case "image":
                block.Only("block_id", "image_url", "slack_file", "alt_text", "title").Require("alt_text").Limit("image_url", 3000)
                    .Limit("alt_text", 2000).TextObject("title", 2000, plainOnly: true);
                TextRules.Url(block, "image_url");
                break;
            case "rich_text":
                block.Only("block_id", "elements").Require("elements");
                block.Items("elements", 1000).ToList().ForEach(RichTextRules.Container);
                break;
            case "input":
                Input(block);
                break;
            default:
                MessageOnly(block, inView);
                break;
        }
    }

    private static void MessageOnly(Shape block, bool inView)
    {
        switch (block.Type)
        {
            case "markdown" when !inView:
                block.Only("block_id", "text").Require("text").Limit("text", MaxMarkdownPerPayload);
                break;
            case "context_actions" when !inView:
                block.Only("block_id", "elements").Require("elements");
                block.Items("elements", 5).ToList().ForEach(ElementRules.InContextActions);
                break;
            case "table" when !inView:
                block.Only("block_id", "rows", "column_settings").Require("rows");
                break;
            case "task_card" when !inView:
                PlanRules.Task(block, inPlan: false);
                break;
            case "plan" when !inView:
                PlanRules.Plan(block);
                break;
            default:
                block.Problems.Add(block.Pointer + "/type", $"unsupported type: {block.Type}");
                break;
        }
    }

    private static void Section(Shape block)
    {
        block.Only("block_id", "text", "fields", "accessory", "expand").TextObject("text", 3000);
        if (!block.Node.ContainsKey("text") && !block.Node.ContainsKey("fields"))
        {
            block.Problems.Missing(block.Pointer, "text");
        }

        foreach (var field in block.Items("fields", 10))
        {
            TextRules.Check(field, 2000, plainOnly: false);
        }

        if (block.At("accessory") is { } accessory)
        {
            ElementRules.InSection(accessory);
        }
    }

    private static void Input(Shape block)
    {
        block.Only("block_id", "label", "element", "hint", "optional", "dispatch_action").Require("label", "element")
            .TextObject("label", 2000, plainOnly: true).TextObject("hint", 2000, plainOnly: true);
        if (block.At("element") is { } element)
        {
            ElementRules.InInputBlock(element);
        }
    }

    private static IEnumerable<string?> ActionIds(Shape block) =>
        (block.Node.List("elements") ?? []).OfType<JsonObject>().Select(element => element.Text("action_id"));

    private static void RefuseDoubles(IEnumerable<string?> ids, string name, BlockProblems problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (id is not null && !seen.Add(id))
            {
                problems.Add("/blocks", $"{name} already exists: {id}");
            }
        }
    }
}
