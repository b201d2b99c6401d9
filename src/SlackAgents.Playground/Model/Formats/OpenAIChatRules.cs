using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>What the chat completions refuse.</summary>
internal static class OpenAIChatRules
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool", "function"];

    public static string? Problem(JsonObject body)
    {
        if (body.Text("model") is not { Length: > 0 })
        {
            return "you must provide a model parameter";
        }

        if (body["max_tokens"] is not null && Reasons(body.Text("model")!))
        {
            return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
        }

        if (body.List("messages") is not { Count: > 0 } messages)
        {
            return "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.";
        }

        if (body.ContainsKey("stream_options") && body["stream_options"] is not null && !body.Flag("stream"))
        {
            return "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
        }

        return Messages([.. messages.OfType<JsonObject>()]);
    }

    /// <summary>Models that think before they answer count that too, and want the limit by its other name.</summary>
    private static bool Reasons(string model) =>
        (model.StartsWith("gpt-", StringComparison.Ordinal) && model.Length > 4 && model[4] is >= '5' and <= '9') || (model.Length > 1 && model[0] == 'o' && char.IsAsciiDigit(model[1]));

    private static string? Messages(List<JsonObject> messages)
    {
        var open = new List<string>();
        for (var index = 0; index < messages.Count; index++)
        {
            var role = messages[index].Text("role");
            if (!Roles.Contains(role, StringComparer.Ordinal))
            {
                return $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.";
            }

            if (role == "tool")
            {
                if (!open.Remove(messages[index].Text("tool_call_id") ?? string.Empty))
                {
                    return $"Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'. (messages[{index}])";
                }

                continue;
            }

            if (Unanswered(open) is { } problem)
            {
                return problem;
            }

            open = [.. (messages[index].List("tool_calls") ?? []).OfType<JsonObject>().Select(call => call.Text("id")).OfType<string>()];
        }

        return Unanswered(open);
    }

    private static string? Unanswered(List<string> open) => open.Count == 0
        ? null
        : $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", open)}";
}
