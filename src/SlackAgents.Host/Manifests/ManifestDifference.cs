using System.Text.Json.Nodes;

namespace SlackAgents.Host.Manifests;

/// <summary>What an app's manifest would change, by path: <c>+</c> comes, <c>-</c> goes, <c>~</c> changes.</summary>
internal static class ManifestDifference
{
    /// <returns>One line each, by path; none when they say the same.</returns>
    public static IReadOnlyList<string> Between(JsonObject before, JsonObject after)
    {
        var old = Flatten(before);
        var now = Flatten(after);
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(path => (old.GetValueOrDefault(path), now.GetValueOrDefault(path)) switch
        {
            (null, { } value) => $"+ {path} = {value}",
            ({ } value, null) => $"- {path} = {value}",
            ({ } from, { } to) when from != to => $"~ {path}: {from} -> {to}",
            _ => null,
        }).OfType<string>()];
    }

    private static Dictionary<string, string> Flatten(JsonObject manifest)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(manifest, string.Empty, values);
        return values;
    }

    private static void Add(JsonNode? node, string path, Dictionary<string, string> values)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (name, value) in owner)
                {
                    Add(value, path.Length == 0 ? name : $"{path}.{name}", values);
                }

                break;
            // Scopes and events are sets: their order says nothing, and a new one does not move the others.
            case JsonArray list when list.All(item => item is JsonValue):
                foreach (var item in list)
                {
                    values[$"{path}[{item!.ToJsonString()}]"] = "listed";
                }

                break;
            case JsonArray list:
                foreach (var (index, item) in list.Index())
                {
                    Add(item, $"{path}[{index}]", values);
                }

                break;
            default:
                values[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
