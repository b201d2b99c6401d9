using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>Maps "run this" onto the shell that the harness offers.</summary>
internal static class ShellTool
{
    private static readonly string[] Names = ["Bash", "bash", "exec_command", "shell_command", "shell", "run_shell_command", "Execute", "execute_command"];

    public static ToolCall? Call(Conversation conversation, string command) => ToolFinder.Find(conversation, Names) is { } tool
        ? SchemaFiller.Call(tool, new JsonObject
        {
            ["command"] = command,
            ["cmd"] = command,
            ["description"] = "Work on the task",
            ["timeout"] = 120_000,

            // Else a slow command is handed back half-way and polled for, and a step is no longer one call.
            ["yield_time_ms"] = 30_000,
            ["initial_wait"] = 120,
        })
        : null;
}
