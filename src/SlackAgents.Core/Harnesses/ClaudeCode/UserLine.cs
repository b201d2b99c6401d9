using System.Globalization;
using System.Text;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary><c>user</c> lines: our prompts played back, tool results, and what the CLI itself says in the user's name.</summary>
internal static class UserLine
{
    public static IEnumerable<LineEvent> Read(JsonElement root, TodoBoard todos)
    {
        var content = root.Member("message")?.Member("content");
        if (content is { ValueKind: JsonValueKind.String } text)
        {
            yield return Said(root, text.GetString());
            yield break;
        }

        if (content is not { ValueKind: JsonValueKind.Array } blocks)
        {
            yield return LineEvent.Unknown("user");
            yield break;
        }

        var index = 0;
        foreach (var block in blocks.EnumerateArray())
        {
            yield return ReadBlock(root, block) with { Suffix = (index++).ToString(CultureInfo.InvariantCulture) };
        }

        if (index == 0)
        {
            yield return LineEvent.Notice("user", "An empty message.");
        }

        if (FileChange(root) is { } change)
        {
            yield return new LineEvent(change, "file");
        }

        if (todos.Apply(root) is { } board)
        {
            yield return new LineEvent(board, "todo");
        }
    }

    private static LineEvent ReadBlock(JsonElement root, JsonElement block) => block.Text("type") switch
    {
        "tool_result" => new LineEvent(new ToolResultEvent(
            BoundedText.Name(block.Text("tool_use_id")),
            BoundedText.Cut(Output(block)),
            block.Flag("is_error") ?? false,
            Duration(root),
            ExitCode(block))),
        "text" => Said(root, block.Text("text")),
        "image" or "document" => LineEvent.Notice("attachment", block.Text("type")),
        var type => LineEvent.Unknown($"user/{type}"),
    };

    // Of Write and Edit, the tools that say what they changed. The hunks are there even where the whole file was written.
    private static FileChangeEvent? FileChange(JsonElement root)
    {
        if (root.Member("tool_use_result") is not { ValueKind: JsonValueKind.Object } result
            || result.Text("filePath") is not { Length: > 0 } path
            || result.Member("structuredPatch") is not { ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        var callId = root.Member("message")?.Items("content").Select(block => block.Text("tool_use_id")).FirstOrDefault(id => id is not null);
        var isNew = result.Text("type") is "create";
        return new FileChangeEvent(
            callId is null ? null : BoundedText.Name(callId),
            WorkspacePath.Of(path),
            isNew ? "added" : "modified",
            isNew ? PatchText.Whole(result.Text("content"), added: true) : PatchText.Hunks(result.Items("structuredPatch")));
    }

    private static LineEvent Said(JsonElement root, string? text) => root.Flag("isReplay") == true
        ? new LineEvent(new PromptEvent(BoundedText.Cut(text), null, root.Text("uuid") is { } id ? BoundedText.Name(id) : null))
        : LineEvent.Notice(root.Text("parent_tool_use_id") is null ? "harness_said" : "subagent_prompt", text);

    private static string? Output(JsonElement block)
    {
        if (block.Member("content") is not { } content)
        {
            return null;
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString();
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.GetRawText();
        }

        var output = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            output.Append(output.Length == 0 ? string.Empty : "\n").Append(part.Text("text") ?? $"[{part.Text("type") ?? "part"}]");
        }

        return output.ToString();
    }

    // The CLI says the code of a command that failed, as the first words of its output, and never that of one that did not.
    private static int? ExitCode(JsonElement block)
    {
        const string mark = "Exit code ";
        if (block.Flag("is_error") != true || block.Text("content") is not { } output || !output.StartsWith(mark, StringComparison.Ordinal))
        {
            return null;
        }

        var end = output.IndexOf('\n', StringComparison.Ordinal);
        return int.TryParse(output.AsSpan()[mark.Length..(end < 0 ? output.Length : end)], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    // Only what the line itself says, see ClaudeCodeReader. Some tools state it, each in its own spelling.
    private static double? Duration(JsonElement root) =>
        root.Member("tool_use_result") is { ValueKind: JsonValueKind.Object } result
            ? result.Number("durationMs") ?? result.Number("totalDurationMs") ?? result.Number("duration_ms")
            : null;
}
