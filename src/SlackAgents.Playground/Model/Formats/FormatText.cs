using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>What the formats have in common: reading text out of parts, cutting it into pieces, writing server-sent events.</summary>
internal static class FormatText
{
    private const int ChunkLength = 24;

    /// <summary>The text of a string, a part or a list of parts.</summary>
    public static string Of(JsonNode? node) => node switch
    {
        JsonValue => new JsonObject { ["value"] = node.DeepClone() }.Text("value") ?? string.Empty,
        JsonArray list => string.Join('\n', list.Select(Of)),
        JsonObject part => part.Text("text") ?? Of(part["content"] ?? part["parts"]),
        _ => string.Empty,
    };

    /// <summary>A string becomes one part, so that both ways to write a message read the same.</summary>
    public static IEnumerable<JsonObject> Parts(JsonNode? content) => content switch
    {
        JsonArray list => list.OfType<JsonObject>(),
        JsonValue => [new JsonObject { ["type"] = "text", ["text"] = Of(content) }],
        _ => [],
    };

    /// <summary>Pieces that never part a surrogate pair.</summary>
    public static IEnumerable<string> Pieces(string? text)
    {
        for (var start = 0; start < (text?.Length ?? 0);)
        {
            var end = Math.Min(text!.Length, start + ChunkLength);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }

    public static StreamFrame Event(JsonNode data, bool isChunk = false) => new($"data: {data.ToJsonString()}\n\n", isChunk);

    /// <summary>An event whose type is its name and its first property.</summary>
    public static StreamFrame NamedEvent(string type, JsonObject data, bool isChunk = false)
    {
        data.Insert(0, "type", type);
        return new StreamFrame($"event: {type}\ndata: {data.ToJsonString()}\n\n", isChunk);
    }

    public static string BearerKey(Microsoft.AspNetCore.Http.HttpRequest request) =>
        request.Headers.Authorization.ToString() is var value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : string.Empty;
}
