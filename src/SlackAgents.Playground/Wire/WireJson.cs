using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Wire;

/// <summary>Lenient reading of JSON that arrived from outside: a wrong type reads as absent, so that the caller refuses it by name.</summary>
internal static class WireJson
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>The value as text: a string's content, a number or a boolean as written; null when absent or structured.</summary>
    public static string? Text(this JsonObject node, string name)
    {
        if (!node.TryGetPropertyValue(name, out var value) || value is not JsonValue scalar)
        {
            return null;
        }

        return scalar.GetValueKind() switch
        {
            JsonValueKind.String => scalar.GetValue<string>(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => scalar.ToJsonString(),
            _ => null,
        };
    }

    public static JsonObject? Child(this JsonObject node, string name) => node.TryGetPropertyValue(name, out var value) ? value as JsonObject : null;

    public static JsonArray? List(this JsonObject node, string name) => node.TryGetPropertyValue(name, out var value) ? value as JsonArray : null;

    public static bool Flag(this JsonObject node, string name) => node.Text(name) is "true" or "1";

    public static int? Number(this JsonObject node, string name) =>
        int.TryParse(node.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Parses an object; null for anything else, never an exception: the text came from outside.</summary>
    public static JsonObject? ParseObject(string text) => Parse(text) as JsonObject;

    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonArray ToJsonArray(this IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);

    public static JsonArray ToJsonArray(this IEnumerable<JsonObject> values) => new([.. values.Select(value => (JsonNode?)value)]);
}
