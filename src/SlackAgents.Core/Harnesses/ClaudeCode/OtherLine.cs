using System.Text.Json;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>Lines beside the conversation: receipts, answers to control requests, stream pieces.</summary>
internal static class OtherLine
{
    private const int MaxError = 500;

    public static IEnumerable<LineEvent> Read(JsonElement root, string? type)
    {
        yield return type switch
        {
            "control_response" => LineEvent.Notice("control_response", Answer(root)),
            // Nobody answers these; in the mode we run it in the CLI asks nothing. Seen, it explains a silent turn.
            "control_request" => LineEvent.Notice("control_request", root.Member("request")?.Text("subtype")),
            "control_cancel_request" or "keep_alive" => LineEvent.Notice(type, root.Text("request_id")),
            // Only with --include-partial-messages, which is not asked for; the whole block follows anyway.
            "stream_event" => LineEvent.Notice("stream_event", root.Member("event")?.Text("type")),
            "rate_limit_event" => LineEvent.Notice("rate_limit", root.Member("rate_limit_info")?.Text("status")),
            "tool_progress" => LineEvent.Notice("tool_progress", root.Text("tool_name")),
            "tool_use_summary" => LineEvent.Notice("tool_use_summary", root.Text("summary")),
            "auth_status" => LineEvent.Notice("auth_status", root.Text("error")),
            _ => LineEvent.Unknown(root.ValueKind == JsonValueKind.Object ? type : root.ValueKind.ToString().ToLowerInvariant()),
        };
    }

    private static string Answer(JsonElement root)
    {
        var response = root.Member("response");
        var error = response?.Text("error");
        return $"{response?.Text("request_id")} {response?.Text("subtype")}{(error is null ? string.Empty : ": " + BoundedText.Cut(error, MaxError))}";
    }
}
