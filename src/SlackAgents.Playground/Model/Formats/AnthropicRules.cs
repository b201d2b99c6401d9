using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>What the Messages API refuses. docs.anthropic.com/en/api/errors</summary>
internal static class AnthropicRules
{
    public static string? Problem(ModelCall call)
    {
        if (!call.Headers.ContainsKey("anthropic-version"))
        {
            return "anthropic-version: header is required";
        }

        if (call.Body.Text("model") is null)
        {
            return "model: Field required";
        }

        if (call.Body.Number("max_tokens") is not > 0)
        {
            return call.Body.ContainsKey("max_tokens") ? "max_tokens: must be greater than or equal to 1" : "max_tokens: Field required";
        }

        return call.Body.List("messages") is not { Count: > 0 } messages ? "messages: at least one message is required" : Messages([.. messages.OfType<JsonObject>()], call.Body);
    }

    private static string? Messages(List<JsonObject> messages, JsonObject body)
    {
        if (messages[0].Text("role") == "assistant")
        {
            return "messages: first message must use the \"user\" role";
        }

        if (messages.Select(Role).FirstOrDefault(problem => problem is not null) is { } role)
        {
            return role;
        }

        messages = Merged(messages);
        for (var index = 0; index < messages.Count; index++)
        {
            var problem = Results(messages, index) ?? (IsThinking(body) ? AnthropicThoughts.Problem(messages, index) : null);
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static bool IsThinking(JsonObject body) => body.Child("thinking")?.Text("type") is "enabled" or "adaptive";

    /// <summary>Messages of one role in a row count as one.</summary>
    private static List<JsonObject> Merged(List<JsonObject> messages)
    {
        var merged = new List<JsonObject>();
        foreach (var message in messages.Where(message => message.Text("role") != "system"))
        {
            var parts = FormatText.Parts(message["content"]).Select(part => part.DeepClone());
            if (merged.Count > 0 && merged[^1].Text("role") == message.Text("role"))
            {
                merged[^1] = new JsonObject { ["role"] = message.Text("role"), ["content"] = new JsonArray([.. merged[^1].List("content")!.Select(part => part?.DeepClone()), .. parts]) };
            }
            else
            {
                merged.Add(new JsonObject { ["role"] = message.Text("role"), ["content"] = new JsonArray([.. parts]) });
            }
        }

        return merged;
    }

    private static string? Role(JsonObject message, int index) => message.Text("role") switch
    {
        "user" or "assistant" => null,

        // Instructions in the middle are allowed after the first message.
        "system" when index > 0 => null,
        var role => $"messages.{index}.role: Input should be 'user' or 'assistant', got '{role}'",
    };

    private static string? Results(List<JsonObject> messages, int index)
    {
        if (messages[index].Text("role") != "user")
        {
            return null;
        }

        var asked = index == 0 ? [] : Ids(messages[index - 1], "tool_use", "id");
        var answered = Ids(messages[index], "tool_result", "tool_use_id");
        if (answered.Find(id => !asked.Contains(id, StringComparer.Ordinal)) is { } unknown)
        {
            return $"messages.{index}.content: unexpected `tool_use_id` found in `tool_result` blocks: {unknown}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.";
        }

        return asked.Find(id => !answered.Contains(id, StringComparer.Ordinal)) is { } open
            ? $"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {open}. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
            : null;
    }

    private static List<string> Ids(JsonObject message, string type, string property) =>
        [.. FormatText.Parts(message["content"]).Where(part => part.Text("type") == type).Select(part => part.Text(property)).OfType<string>()];
}
