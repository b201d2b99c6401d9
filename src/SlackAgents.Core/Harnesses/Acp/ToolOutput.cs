using System.Text;
using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>What a tool gave back. The protocol has one place for it, and every agent another one beside it that says more.</summary>
internal static class ToolOutput
{
    public static string Text(JsonElement update)
    {
        var raw = update.Member("rawOutput");
        return BoundedText.Cut(
            (raw is { ValueKind: JsonValueKind.String } text ? text.GetString() : raw?.Text("output"))
            ?? Content(update)
            ?? raw?.Text("content")
            ?? update.Member("_meta")?.Member("terminal_output_delta")?.Text("data")
            ?? Leftover(update, raw));
    }

    /// <summary>Of a command, where the agent tells it.</summary>
    public static int? ExitCode(JsonElement update)
    {
        var raw = update.Member("rawOutput");
        var code = raw?.Integer("exitCode")
            ?? raw?.Member("metadata")?.Integer("exit")
            ?? raw?.Items("contents").Select(part => part.Integer("exitCode")).FirstOrDefault(found => found is not null)
            ?? update.Member("_meta")?.Member("terminal_exit")?.Integer("exit_code");
        return code is >= -1 and <= 255 ? (int)code : null;
    }

    private static string? Content(JsonElement update)
    {
        var text = new StringBuilder();
        foreach (var part in update.Items("content").Where(part => part.Text("type") is "content"))
        {
            var block = part.Member("content");
            text.Append(text.Length == 0 ? string.Empty : "\n").Append(block?.Text("text") ?? $"[{block?.Text("type") ?? "part"}]");
            if (text.Length > BoundedText.MaxLength)
            {
                break;
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    // Where a change of a file is shown, the raw output only says it again.
    private static string? Leftover(JsonElement update, JsonElement? raw) =>
        raw is { ValueKind: JsonValueKind.Object } && !update.Items("content").Any() ? raw.Value.GetRawText() : null;
}
