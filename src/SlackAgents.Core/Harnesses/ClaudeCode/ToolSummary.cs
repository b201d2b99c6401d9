using System.Text.Json;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>One short line for people about a tool call.</summary>
internal static class ToolSummary
{
    /// <summary>For example <c>Bash: npm test</c> or <c>Edit src/login.cs</c>; for a tool that no rule knows, its name.</summary>
    public static string Of(string tool, JsonElement? input)
    {
        if (input is not { } arguments)
        {
            return SummaryLine.Of(tool);
        }

        return SummaryLine.Of(tool switch
        {
            "Bash" => Named(tool, arguments.Text("command"), ": "),
            "Read" or "Write" or "Edit" or "MultiEdit" => Named(tool, WorkspacePath.Of(arguments.Text("file_path"))),
            "NotebookEdit" => Named(tool, WorkspacePath.Of(arguments.Text("notebook_path"))),
            "Grep" or "Glob" => Named(tool, arguments.Text("pattern")),
            "WebFetch" => Named(tool, arguments.Text("url")),
            "WebSearch" or "ToolSearch" => Named(tool, arguments.Text("query"), ": "),
            "Task" or "Agent" => Named("Subagent", arguments.Text("description"), ": "),
            "TaskCreate" => Named("New task", arguments.Text("subject"), ": "),
            "TaskUpdate" => Named($"Task {arguments.Text("taskId")}", arguments.Text("status"), ": "),
            "TodoWrite" => $"Plan of {arguments.Items("todos").Count()} steps",
            "Skill" => Named(tool, arguments.Text("skill"), ": "),
            _ => tool,
        });
    }

    private static string Named(string what, string? detail, string separator = " ") =>
        string.IsNullOrWhiteSpace(detail) ? what : what + separator + detail;
}
