using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>What the Responses API refuses.</summary>
internal static class OpenAIResponsesRules
{
    private static readonly string[] Roles = ["user", "assistant", "system", "developer"];

    public static string? Problem(JsonObject body)
    {
        if (body.Text("model") is not { Length: > 0 })
        {
            return "Missing required parameter: 'model'.";
        }

        if (body.Text("previous_response_id") is { } previous)
        {
            return $"Previous response with id '{previous}' not found.";
        }

        var items = OpenAIResponsesFormat.Items(body).ToList();
        return items.Count == 0 ? "Missing required parameter: 'input'." : items.Select(Role).FirstOrDefault(problem => problem is not null) ?? Pairs(items);
    }

    private static string? Role(JsonObject item, int index)
    {
        var role = item.Text("role");
        return item.Text("type") is null or "message" && !Roles.Contains(role, StringComparer.Ordinal)
            ? $"Invalid value: '{role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'. (input[{index}])"
            : null;
    }

    /// <summary>Every output answers a call, every call has its output.</summary>
    private static string? Pairs(List<JsonObject> items)
    {
        var open = new List<string>();
        foreach (var item in items)
        {
            var id = item.Text("call_id") ?? string.Empty;
            switch (item.Text("type"))
            {
                case "function_call" or "custom_tool_call" or "local_shell_call":
                    open.Add(id);
                    break;
                case "function_call_output" when !open.Remove(id):
                    return $"No tool call found for function call output with call_id {id}.";
                case "custom_tool_call_output" or "local_shell_call_output" when !open.Remove(id):
                    return $"No tool call found for custom tool call output with call_id {id}.";
            }
        }

        return open.Count == 0 ? null : $"No tool output found for function call {open[0]}.";
    }
}
