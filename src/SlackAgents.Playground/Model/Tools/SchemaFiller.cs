using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>Makes an input that fits a schema: what is known goes in where it is asked for, what else is required gets a sample.</summary>
internal static class SchemaFiller
{
    public static ToolCall Call(OfferedTool tool, JsonObject known) =>
        new(tool.Name, Fill(tool.Schema, known).ToJsonString()) { Kind = tool.Kind, Namespace = tool.Namespace };

    public static JsonObject Fill(JsonObject schema, JsonObject known)
    {
        var required = (schema.List("required") ?? []).Select(name => name?.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var input = new JsonObject();
        foreach (var (name, property) in schema.Child("properties") ?? [])
        {
            if (known.TryGetPropertyValue(name, out var value))
            {
                input[name] = Fit(property as JsonObject ?? [], value);
            }
            else if (required.Contains(name))
            {
                input[name] = Sample(property as JsonObject ?? []);
            }
        }

        return input;
    }

    /// <summary>Any value that the schema allows.</summary>
    public static JsonNode? Sample(JsonObject schema) =>
        (schema["default"] ?? schema["const"] ?? schema.List("enum")?.FirstOrDefault())?.DeepClone() ?? TypeOf(schema) switch
        {
            "boolean" => false,
            "number" or "integer" => 1,
            "array" => new JsonArray(),
            "object" => Fill(schema, []),
            "null" => null,
            _ => "sample",
        };

    /// <summary>A command where a list of arguments is wanted, and texts where objects are.</summary>
    private static JsonNode? Fit(JsonObject schema, JsonNode? value) => (TypeOf(schema), value) switch
    {
        ("array", JsonValue command) => new JsonArray("bash", "-lc", command.DeepClone()),
        ("array", JsonArray list) when schema.Child("items") is { } items && TypeOf(items) == "object" => new JsonArray([.. list.Select(entry => Item(items, entry))]),
        ("array", JsonArray list) when schema.Child("items") is { } items && TypeOf(items) == "string" => new JsonArray([.. list.Select(entry => entry is JsonObject named ? named["label"]?.DeepClone() : entry?.DeepClone())]),
        _ => value?.DeepClone(),
    };

    private static JsonObject Item(JsonObject schema, JsonNode? entry)
    {
        var text = entry?.DeepClone();
        return Fill(schema, entry as JsonObject ?? new JsonObject
        {
            ["label"] = text,
            ["text"] = text?.DeepClone(),
            ["title"] = text?.DeepClone(),
            ["name"] = text?.DeepClone(),
            ["value"] = text?.DeepClone(),
            ["id"] = text?.DeepClone(),
        });
    }

    /// <summary>The type in small letters; the first one where several are allowed.</summary>
    private static string? TypeOf(JsonObject schema) =>
        (schema.Text("type") ?? (schema.List("type")?.FirstOrDefault() as JsonValue)?.ToString() ?? (schema.ContainsKey("properties") ? "object" : null))?.ToLowerInvariant();
}
