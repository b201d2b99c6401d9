using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>Items that are tool calls: what was asked, for people and as JSON, and what came of it.</summary>
internal static class CodexTool
{
    private const int MaxParts = 200;

    // People read it; the viewer escapes for itself.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The call, or null for an item that is none.</summary>
    public static ToolCallEvent? CallOf(JsonElement item, string? type) => type switch
    {
        "commandExecution" => Call(item, "shell", Json(new { command = CodexCommand.Of(item), cwd = item.Text("cwd") }), $"shell: {CodexCommand.Of(item)}"),
        "fileChange" => Call(item, "apply_patch", Json(new { files = Files(item) }), $"Edit {string.Join(", ", Files(item))}"),
        "mcpToolCall" => Call(item, $"mcp__{item.Text("server")}__{item.Text("tool")}", Arguments(item), $"{item.Text("server")}: {item.Text("tool")}"),
        "dynamicToolCall" => Call(item, item.Text("tool"), Arguments(item), item.Text("tool")),
        "collabAgentToolCall" => Call(item, item.Text("tool"), Json(new { prompt = item.Text("prompt") }), $"Subagent: {item.Text("tool")}"),
        "webSearch" => Call(item, "web_search", Json(new { query = item.Text("query") }), $"web_search: {item.Text("query")}"),
        _ => null,
    };

    public static ToolResultEvent ResultOf(JsonElement item, string type)
    {
        var exitCode = item.Integer("exitCode") is { } code and >= int.MinValue and <= int.MaxValue ? (int)code : (int?)null;
        var failed = item.Text("status") is "failed" or "declined" or "interrupted" || exitCode is not null and not 0 || item.Flag("success") == false;
        return new ToolResultEvent(
            BoundedText.Name(item.Text("id")),
            BoundedText.Cut(OutputOf(item, type)),
            failed || item.Member("error") is not null,
            item.Number("durationMs"),
            exitCode);
    }

    public static bool IsTool(string type) => type is "commandExecution" or "fileChange" or "mcpToolCall" or "dynamicToolCall" or "collabAgentToolCall" or "webSearch";

    /// <summary>Whether an item of this type is no surprise.</summary>
    public static bool IsKnown(string type) => IsTool(type) || type is "userMessage" or "agentMessage" or "reasoning" or "plan" or "imageView" or "imageGeneration"
        or "contextCompaction" or "subAgentActivity" or "hookPrompt" or "functionCallOutput" or "enteredReviewMode" or "exitedReviewMode" or "sleep";

    private static ToolCallEvent Call(JsonElement item, string? tool, string input, string? summary) => new(
        BoundedText.Name(item.Text("id")),
        BoundedText.Name(tool),
        input,
        SummaryLine.Of(summary ?? string.Empty));

    private static string? OutputOf(JsonElement item, string type) => type switch
    {
        "commandExecution" => item.Text("aggregatedOutput"),
        "fileChange" => item.Text("status"),
        "mcpToolCall" => item.Member("error")?.Text("message") ?? Parts(item.Member("result"), "content"),
        "dynamicToolCall" => Parts(item, "contentItems"),
        "collabAgentToolCall" => item.Text("status"),
        _ => item.Member("results")?.GetRawText() ?? item.Member("action")?.GetRawText(),
    };

    private static string Parts(JsonElement? owner, string name)
    {
        var output = new StringBuilder();
        foreach (var part in owner?.Items(name).Take(MaxParts) ?? [])
        {
            output.Append(output.Length == 0 ? string.Empty : "\n").Append(part.Text("text") ?? $"[{part.Text("type") ?? "part"}]");
            if (output.Length > BoundedText.MaxLength)
            {
                break;
            }
        }

        return output.ToString();
    }

    private static string[] Files(JsonElement item) => [.. item.Items("changes").Take(MaxParts).Select(change => WorkspacePath.Of(change.Text("path")))];

    private static string Arguments(JsonElement item) => BoundedText.Cut(item.Member("arguments")?.GetRawText() ?? "{}");

    private static string Json(object input) => BoundedText.Cut(JsonSerializer.Serialize(input, Plain));
}
