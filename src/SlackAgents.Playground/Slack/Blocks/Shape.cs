using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>One object of a payload under inspection: its place, and the checks that every kind of object shares.</summary>
internal sealed class Shape(JsonObject node, string pointer, BlockProblems problems)
{
    public JsonObject Node => node;

    public string Pointer => pointer;

    public BlockProblems Problems => problems;

    public string Type => node.Text("type") ?? string.Empty;

    /// <summary>Refuses fields that this kind of object does not have.</summary>
    public Shape Only(params ReadOnlySpan<string> allowed)
    {
        foreach (var (name, _) in node)
        {
            if (name != "type" && !allowed.Contains(name))
            {
                problems.Add(pointer, $"invalid additional property: {name}");
            }
        }

        return this;
    }

    public Shape Require(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (!node.ContainsKey(field))
            {
                problems.Missing(pointer, field);
            }
        }

        return this;
    }

    /// <summary>A plain string field of limited length; absent is fine.</summary>
    public Shape Limit(string field, int max, int min = 1)
    {
        if (!node.ContainsKey(field))
        {
            return this;
        }

        if (node.Text(field) is not { } text)
        {
            problems.Add($"{pointer}/{field}", "must provide a string");
        }
        else if (text.Length > max)
        {
            problems.Add($"{pointer}/{field}", $"must be less than {max + 1} characters");
        }
        else if (text.Length < min)
        {
            problems.Add($"{pointer}/{field}", "must be more than 0 characters");
        }

        return this;
    }

    public Shape OneOf(string field, params ReadOnlySpan<string> values)
    {
        if (node.ContainsKey(field) && !values.Contains(node.Text(field) ?? string.Empty))
        {
            problems.Add($"{pointer}/{field}", $"must be one of: {string.Join(", ", values.ToArray())}");
        }

        return this;
    }

    /// <summary>A text object. <paramref name="plainOnly"/> as for headers, buttons, titles and placeholders.</summary>
    public Shape TextObject(string field, int max, bool plainOnly = false)
    {
        if (!node.ContainsKey(field))
        {
            return this;
        }

        if (node.Child(field) is { } text)
        {
            TextRules.Check(new Shape(text, $"{pointer}/{field}", problems), max, plainOnly);
        }
        else
        {
            problems.Add($"{pointer}/{field}", "must provide an object");
        }

        return this;
    }

    /// <summary>The objects of a list field, after its length was checked.</summary>
    public IEnumerable<Shape> Items(string field, int max, int min = 1)
    {
        if (!node.ContainsKey(field))
        {
            yield break;
        }

        if (node.List(field) is not { } list)
        {
            problems.Add($"{pointer}/{field}", "must provide an array");
            yield break;
        }

        if (list.Count > max)
        {
            problems.Add($"{pointer}/{field}", $"no more than {max} items allowed");
        }

        if (list.Count < min)
        {
            problems.Add($"{pointer}/{field}", $"must have at least {min} items");
        }

        for (var index = 0; index < list.Count; index++)
        {
            if (list[index] is JsonObject item)
            {
                yield return new Shape(item, $"{pointer}/{field}/{index}", problems);
            }
            else
            {
                problems.Add($"{pointer}/{field}/{index}", "must provide an object");
            }
        }
    }

    public Shape? At(string field) => node.Child(field) is { } child ? new Shape(child, $"{pointer}/{field}", problems) : null;
}
