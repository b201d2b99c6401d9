using System.Text.Json;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>One short line for people about a tool call.</summary>
internal static class ToolSummary
{
    private const int MaxLength = 160;
    private const string Workspace = "/workspace/";

    /// <summary>For example <c>Bash: npm test</c> or <c>Edit src/login.cs</c>; for a tool that no rule knows, its name.</summary>
    public static string Of(string tool, JsonElement? input)
    {
        if (input is not { } arguments)
        {
            return Line(tool);
        }

        return Line(tool switch
        {
            "Bash" => Named(tool, arguments.Text("command"), ": "),
            "Read" or "Write" or "Edit" or "MultiEdit" => Named(tool, Path(arguments.Text("file_path"))),
            "NotebookEdit" => Named(tool, Path(arguments.Text("notebook_path"))),
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

    private static string? Path(string? path) =>
        path is not null && path.StartsWith(Workspace, StringComparison.Ordinal) ? path[Workspace.Length..] : path;

    private static string Line(string text)
    {
        // Enough of a long script to fill the line; the rest need not be walked.
        var head = text.Length <= MaxLength * 4 ? text : text[..(MaxLength * 4)];
        var line = string.Join(' ', head.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? BoundedText.Name(line) : BoundedText.Name(line[..MaxLength]) + "…";
    }
}
