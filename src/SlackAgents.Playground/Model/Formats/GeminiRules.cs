using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>What the Gemini API refuses. ai.google.dev/gemini-api/docs/function-calling</summary>
internal static class GeminiRules
{
    public static string? Problem(ModelCall call)
    {
        if (call.Body.List("contents") is not { Count: > 0 } list)
        {
            return "* GenerateContentRequest.contents: contents is not specified";
        }

        var contents = list.OfType<JsonObject>().ToList();
        return contents.Select(Content).FirstOrDefault(problem => problem is not null) ?? Order(Merged(contents)) ?? Signatures(call, contents);
    }

    private static string? Content(JsonObject content, int index)
    {
        if (content.Text("role") is not (null or "user" or "model" or "function"))
        {
            return "Please use a valid role: user, model.";
        }

        return content.List("parts") is not { Count: > 0 } ? $"* GenerateContentRequest.contents[{index}].parts: contents.parts must not be empty." : null;
    }

    /// <summary>As many answers as calls, right after the calls, and calls only after a user's turn.</summary>
    private static string? Order(List<(string Role, int Calls, int Responses)> turns)
    {
        for (var index = 0; index < turns.Count; index++)
        {
            var before = index == 0 ? default : turns[index - 1];
            if (turns[index].Calls > 0 && index == 0)
            {
                return "Please ensure that function call turn comes immediately after a user turn or after a function response turn.";
            }

            if (turns[index].Responses > 0 && before.Calls == 0)
            {
                return "Please ensure that function response turn comes immediately after a function call turn.";
            }

            if (before.Calls > 0 && turns[index].Responses != before.Calls)
            {
                return "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
            }
        }

        return null;
    }

    private static List<(string Role, int Calls, int Responses)> Merged(List<JsonObject> contents)
    {
        var turns = new List<(string Role, int Calls, int Responses)>();
        foreach (var content in contents)
        {
            var parts = content.List("parts")!.OfType<JsonObject>().ToList();
            var role = content.Text("role") == "model" ? "model" : "user";
            var (calls, responses) = (parts.Count(part => part.ContainsKey("functionCall")), parts.Count(part => part.ContainsKey("functionResponse")));
            if (turns.Count > 0 && turns[^1].Role == role)
            {
                turns[^1] = (role, turns[^1].Calls + calls, turns[^1].Responses + responses);
            }
            else
            {
                turns.Add((role, calls, responses));
            }
        }

        return turns;
    }

    /// <summary>From the third generation on, the first call of each step of the turn under way needs its signature.</summary>
    private static string? Signatures(ModelCall call, List<JsonObject> contents)
    {
        if (!call.Path.Contains("/gemini-3", StringComparison.Ordinal))
        {
            return null;
        }

        var start = contents.FindLastIndex(content => content.Text("role") is not "model" && content.List("parts")!.OfType<JsonObject>().Any(part => part.ContainsKey("text")));
        for (var index = start + 1; index < contents.Count; index++)
        {
            var first = contents[index].List("parts")!.OfType<JsonObject>().FirstOrDefault(part => part.ContainsKey("functionCall"));
            if (first is not null && string.IsNullOrEmpty(first.Text("thoughtSignature")))
            {
                return $"Function call `{first.Child("functionCall")?.Text("name")}` in the {index}. content block is missing a `thought_signature`.";
            }
        }

        return null;
    }
}
