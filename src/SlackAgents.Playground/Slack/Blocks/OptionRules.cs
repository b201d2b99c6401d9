using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>The options of menus and boxes, also those that come with the answer to a type-ahead.</summary>
internal static class OptionRules
{
    private const int MaxOptions = 100;

    /// <returns>What is wrong with an answer to block_suggestion; empty when the client can show it.</returns>
    public static IReadOnlyList<string> Answer(JsonObject answer)
    {
        var problems = new BlockProblems();
        Choices(new Shape(answer, string.Empty, problems).Only("options", "option_groups"), min: 0);
        return problems.Messages;
    }

    /// <summary>Exactly one of <c>options</c> and <c>option_groups</c>.</summary>
    public static void Choices(Shape holder, int min)
    {
        if (holder.Node.ContainsKey("options") == holder.Node.ContainsKey("option_groups"))
        {
            holder.Problems.Add(holder.Pointer, "must define exactly one of options and option_groups");
        }

        All(holder, "options", MaxOptions, plainOnly: true, min);
        foreach (var group in holder.Items("option_groups", MaxOptions, min))
        {
            group.Only("label", "options").Require("label", "options").TextObject("label", 75, plainOnly: true);
            All(group, "options", MaxOptions, plainOnly: true, min);
        }
    }

    public static void All(Shape element, string field, int max, bool plainOnly, int min = 1)
    {
        foreach (var option in element.Items(field, max, min))
        {
            One(option, plainOnly);
        }
    }

    /// <summary>What is chosen from the start has to be one of the choices, letter by letter.</summary>
    public static void Initial(Shape element, IEnumerable<JsonNode?> choices)
    {
        var known = choices.OfType<JsonObject>().ToList();
        if (element.Node["initial_option"] is JsonObject single && !known.Exists(option => JsonNode.DeepEquals(option, single)))
        {
            element.Problems.Add(element.Pointer + "/initial_option", "must match one of the options");
        }

        foreach (var initial in element.Items("initial_options", MaxOptions).Where(initial => !known.Exists(option => JsonNode.DeepEquals(option, initial.Node))))
        {
            initial.Problems.Add(initial.Pointer, "must match one of the options");
        }
    }

    public static void One(Shape option, bool plainOnly) => option
        .Only("text", "value", "description", "url")
        .Require("text", "value")
        .TextObject("text", 75, plainOnly)
        .TextObject("description", 75, plainOnly)
        .Limit("value", 150)
        .Limit("url", 3000);
}
