using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses;

/// <summary>
/// What a reader makes of a recording, small: one line for each event that a store keeps, long texts as their beginning,
/// length and hash. The page's own readers are held to the same files.
/// </summary>
internal static class GoldenEvents
{
    private const int KeptCharacters = 24;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<HarnessEvent> events)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var made in events.Where(made => made.Key is null || seen.Add(made.Key)))
        {
            text.Append(Line(made.Event)).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(TraceEvent what)
    {
        var json = JsonNode.Parse(TraceJson.Serialize(what))!.AsObject();
        if (what is ToolCallEvent call)
        {
            json["input"] = Arguments(call.Input);
        }

        return Reduced(json)!.ToJsonString(Plain);
    }

    private static JsonNode? Reduced(JsonNode? node) => node switch
    {
        JsonObject holder => new JsonObject(holder.Select(member => KeyValuePair.Create(member.Key, Reduced(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reduced)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Short(text),
        _ => node?.DeepClone(),
    };

    // Two writers of JSON need not write the same characters: of an argument that is no text only how many it has.
    private static JsonObject Arguments(string input)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in JsonNode.Parse(input) as JsonObject ?? [])
        {
            arguments[name] = value switch
            {
                JsonObject holder => holder.Count,
                JsonArray list => list.Count,
                _ => value?.DeepClone(),
            };
        }

        return arguments;
    }

    private static string Short(string text) => text.Length <= KeptCharacters * 2
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..KeptCharacters]}… {text.Length} {Hash(text):x8}");

    // FNV-1a over the UTF-16 code units, low byte first.
    private static uint Hash(string text)
    {
        var hash = 0x811c9dc5u;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * 0x01000193;
            hash = (hash ^ (uint)(unit >> 8)) * 0x01000193;
        }

        return hash;
    }
}
