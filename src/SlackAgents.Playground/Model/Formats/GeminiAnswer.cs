using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>An answer of the Gemini API, whole or as a row of partial answers. ai.google.dev/api/generate-content</summary>
internal static class GeminiAnswer
{
    /// <summary>What every call is signed with; newer models want it back.</summary>
    private const string ThoughtSignature = "cGxheWdyb3VuZA==";

    public static JsonObject Whole(ModelAnswer answer)
    {
        var parts = new List<JsonObject>();
        if (answer.Thinking is not null)
        {
            parts.Add(Thought(answer.Thinking));
        }

        if (!string.IsNullOrEmpty(answer.Text))
        {
            parts.Add(Said(answer.Text));
        }

        return Answer(answer, RandomText.Mixed(22), [.. parts, .. Calls(answer)], isLast: true);
    }

    public static IEnumerable<(JsonObject Data, bool IsChunk)> Stream(ModelAnswer answer)
    {
        var id = RandomText.Mixed(22);
        List<JsonObject> parts = [.. FormatText.Pieces(answer.Thinking).Select(Thought), .. FormatText.Pieces(answer.Text).Select(Said), .. Calls(answer)];
        return parts.DefaultIfEmpty(Said(string.Empty)).Select((part, index) => (Answer(answer, id, [part], isLast: index >= parts.Count - 1), parts.Count > 0));
    }

    private static JsonObject Thought(string text) => new() { ["text"] = text, ["thought"] = true };

    private static JsonObject Said(string text) => new() { ["text"] = text };

    private static IEnumerable<JsonObject> Calls(ModelAnswer answer) => answer.Calls.Select((call, index) =>
    {
        var part = new JsonObject { ["functionCall"] = new JsonObject { ["id"] = RandomText.Mixed(8), ["name"] = call.Name, ["args"] = JsonNode.Parse(call.InputJson) } };
        if (index == 0)
        {
            // Parallel calls share the signature of the first.
            part["thoughtSignature"] = ThoughtSignature;
        }

        return part;
    });

    private static JsonObject Answer(ModelAnswer answer, string id, IReadOnlyList<JsonObject> parts, bool isLast)
    {
        var candidate = new JsonObject { ["content"] = new JsonObject { ["parts"] = parts.ToJsonArray(), ["role"] = "model" } };
        if (isLast)
        {
            candidate["finishReason"] = "STOP";
        }

        candidate["index"] = 0;
        return new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["usageMetadata"] = Usage(answer.Usage, isLast),
            ["modelVersion"] = answer.Model,
            ["responseId"] = id,
        };
    }

    /// <summary>Thoughts are counted apart from the answer; only the last part has the final count.</summary>
    private static JsonObject Usage(ModelUsage usage, bool isLast)
    {
        var output = isLast ? usage.Output - usage.Thinking : 1;
        var counted = new JsonObject { ["promptTokenCount"] = usage.Input, ["candidatesTokenCount"] = output, ["totalTokenCount"] = usage.Input + output + (isLast ? usage.Thinking : 0) };
        if (usage.CacheRead > 0)
        {
            counted["cachedContentTokenCount"] = usage.CacheRead;
        }

        if (isLast && usage.Thinking > 0)
        {
            counted["thoughtsTokenCount"] = usage.Thinking;
        }

        return counted;
    }
}
