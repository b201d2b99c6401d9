using System.Globalization;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary><c>assistant</c> lines: one block each in practice, several by the format.</summary>
internal static class AssistantLine
{
    public static IEnumerable<LineEvent> Read(JsonElement root)
    {
        var content = root.Member("message")?.Member("content");
        if (content is not { ValueKind: JsonValueKind.Array } blocks)
        {
            yield return LineEvent.Unknown("assistant");
            yield break;
        }

        // The CLI words an API failure as a message of the model; it is not the agent's text.
        var isApiError = root.Flag("is_api_error_message") ?? false;
        var isSubagent = root.Text("parent_tool_use_id") is not null;
        var index = 0;
        foreach (var block in blocks.EnumerateArray())
        {
            yield return ReadBlock(block, isApiError, isSubagent) with { Suffix = (index++).ToString(CultureInfo.InvariantCulture) };
        }

        if (index == 0)
        {
            yield return LineEvent.Notice("assistant", "An empty message.");
        }
    }

    private static LineEvent ReadBlock(JsonElement block, bool isApiError, bool isSubagent) => block.Text("type") switch
    {
        "text" when isApiError => LineEvent.Notice("api_error", block.Text("text")),
        "text" when isSubagent => LineEvent.Notice("subagent", block.Text("text")),
        "text" => new LineEvent(new TextEvent(BoundedText.Cut(block.Text("text")))),
        "thinking" => new LineEvent(new ThinkingEvent(BoundedText.Cut(block.Text("thinking")))),
        "redacted_thinking" => new LineEvent(new ThinkingEvent(string.Empty)),
        "tool_use" or "server_tool_use" or "mcp_tool_use" => new LineEvent(ToolCall(block)),
        "web_search_tool_result" or "web_fetch_tool_result" or "mcp_tool_result" => new LineEvent(ServerToolResult(block)),
        var type => LineEvent.Unknown($"assistant/{type}"),
    };

    private static ToolCallEvent ToolCall(JsonElement block)
    {
        var tool = BoundedText.Name(block.Text("name"));
        var input = block.Member("input");
        return new ToolCallEvent(
            BoundedText.Name(block.Text("id")),
            tool,
            BoundedText.Cut(input?.GetRawText() ?? "{}"),
            ToolSummary.Of(tool, input));
    }

    private static ToolResultEvent ServerToolResult(JsonElement block) => new(
        BoundedText.Name(block.Text("tool_use_id")),
        BoundedText.Cut(block.Member("content")?.GetRawText()),
        block.Flag("is_error") ?? false,
        null);
}
