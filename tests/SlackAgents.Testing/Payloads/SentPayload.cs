using System.Text.Json.Nodes;

namespace SlackAgents.Testing.Payloads;

/// <summary>Blocks or a view that the product sent.</summary>
/// <param name="Source">The method or the way it was sent.</param>
/// <param name="Kind"><c>blocks</c> or <c>view</c>.</param>
internal sealed record SentPayload(string Source, string Kind, string Json)
{
    private static readonly string[] Told = ["type", "style", "status", "range", "icon", "action_id", "level"];

    /// <summary>The payload without its words: two cards of the same make have the same shape.</summary>
    public string Shape => Kind + Plain(JsonNode.Parse(Json), isTold: false)?.ToJsonString();

    private static JsonNode? Plain(JsonNode? node, bool isTold) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Plain(item, isTold: false))]),
        JsonObject item => new JsonObject(item.Select(field => KeyValuePair.Create(field.Key, Plain(field.Value, Told.Contains(field.Key, StringComparer.Ordinal))))),
        JsonValue value when value.TryGetValue<string>(out var text) && !isTold => JsonValue.Create(text.Length == 0 ? string.Empty : "…"),
        _ => node?.DeepClone(),
    };
}
