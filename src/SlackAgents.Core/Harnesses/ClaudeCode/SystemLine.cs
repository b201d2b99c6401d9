using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary><c>system</c> lines: session, retries, background work, refusals.</summary>
internal static class SystemLine
{
    public static IEnumerable<LineEvent> Read(JsonElement root)
    {
        var subtype = root.Text("subtype");
        yield return subtype switch
        {
            "init" => new LineEvent(new SessionEvent(
                BoundedText.Name(root.Text("session_id")),
                root.Text("model") is { } model ? BoundedText.Name(model) : null,
                root.Text("claude_code_version") is { } version ? BoundedText.Name(version) : null)),
            "api_retry" => new LineEvent(Retry(root)),
            "status" => LineEvent.Notice("status", root.Text("status") ?? root.Text("permissionMode")),
            "task_started" => LineEvent.Notice("task_started", root.Text("description")),
            "task_notification" => LineEvent.Notice("task_notification", $"{root.Text("status")}: {root.Text("summary")}"),
            "task_updated" => LineEvent.Notice("task_updated", root.Member("patch")?.Text("status")),
            "task_progress" => LineEvent.Notice("task_progress", root.Text("description")),
            "background_tasks_changed" => LineEvent.Notice("background_tasks", $"{root.Items("tasks").Count()} running"),
            "permission_denied" => LineEvent.Notice("permission_denied", $"{root.Text("tool_name")}: {root.Text("message")}"),
            "thinking_tokens" => LineEvent.Notice("thinking_tokens", root.Member("estimated_tokens")?.GetRawText()),
            "notification" or "informational" or "local_command_output" =>
                LineEvent.Notice(subtype, root.Text("text") ?? root.Text("message") ?? root.Text("content")),
            "compact_boundary" => LineEvent.Notice("compacted", "The conversation was summarised to fit the model's window."),
            "hook_started" or "hook_progress" or "hook_response" => LineEvent.Notice(subtype, root.Text("hook_name")),
            _ => LineEvent.Unknown($"system/{subtype}"),
        };
    }

    private static RetryEvent Retry(JsonElement root) => new(
        Small(root, "attempt") ?? 0,
        Small(root, "max_retries"),
        root.Number("retry_delay_ms"),
        Small(root, "error_status"),
        BoundedText.Name(root.Text("error") ?? "unknown"));

    private static int? Small(JsonElement root, string name) =>
        root.Integer(name) is { } number and >= 0 and <= 100_000 ? (int)number : null;
}
