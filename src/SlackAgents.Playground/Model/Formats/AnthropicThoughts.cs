using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>Thoughts have to come back unchanged with the tool calls that they led to. docs.anthropic.com/en/docs/build-with-claude/extended-thinking</summary>
internal static class AnthropicThoughts
{
    public static string? Problem(List<JsonObject> messages, int index)
    {
        var parts = FormatText.Parts(messages[index]["content"]).ToList();
        if (messages[index].Text("role") != "assistant" || parts.Count == 0)
        {
            return null;
        }

        var first = parts[0];
        if (first.Text("type") == "thinking" && string.IsNullOrEmpty(first.Text("signature")))
        {
            return $"messages.{index}.content.0.thinking.signature: Field required";
        }

        if (first.Text("type") == "redacted_thinking" && string.IsNullOrEmpty(first.Text("data")))
        {
            return $"messages.{index}.content.0.redacted_thinking.data: Field required";
        }

        var isThought = first.Text("type") is "thinking" or "redacted_thinking";
        var needsThought = parts.Exists(part => part.Text("type") == "tool_use" && part.Text("id")?.StartsWith(AnthropicAnswer.PlainCallId, StringComparison.Ordinal) != true) && IsAnswered(messages, index);
        return needsThought && !isThought
            ? $"messages.{index}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{first.Text("type")}`. When `thinking` is enabled, a final `assistant` message must start with a thinking block."
            : null;
    }

    private static bool IsAnswered(List<JsonObject> messages, int index) =>
        index + 1 < messages.Count && FormatText.Parts(messages[index + 1]["content"]).Any(part => part.Text("type") == "tool_result");
}
