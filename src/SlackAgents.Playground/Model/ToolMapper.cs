using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>Maps "run this" and "write that" onto the tools that the harness offers, and fills in what their schemas require.</summary>
internal static class ToolMapper
{
    private static readonly string[] ShellTools = ["Bash", "bash", "exec_command", "shell_command", "shell", "run_shell_command", "Execute", "execute_command"];
    private static readonly string[] WriteTools = ["Write", "write", "write_file", "create_file", "Create", "create", "write_to_file"];

    public static IReadOnlyList<ToolCall> Calls(Conversation conversation, ModelStep step)
    {
        var calls = new List<ToolCall>();
        foreach (var command in step.Bash)
        {
            if (Shell(conversation, command) is { } call)
            {
                calls.Add(call);
            }
        }

        if (step.Write is { } write && Write(conversation, write) is { } written)
        {
            calls.Add(written);
        }

        if (step.Call is { } own)
        {
            calls.Add(own);
        }

        return calls;
    }

    private static ToolCall? Shell(Conversation conversation, string command) => Find(conversation, ShellTools) is { } tool
        ? Fill(tool, new JsonObject { ["command"] = command, ["cmd"] = command, ["description"] = "Work on the task", ["timeout"] = 120_000 })
        : null;

    private static ToolCall? Write(Conversation conversation, WriteCall write)
    {
        if (Find(conversation, WriteTools) is not { } tool)
        {
            return Shell(conversation, $"mkdir -p \"$(dirname '{write.Path}')\" && cat > '{write.Path}' <<'END_OF_FILE'\n{write.Content}END_OF_FILE");
        }

        var path = write.Path.StartsWith('/') || conversation.WorkingDirectory is null ? write.Path : $"{conversation.WorkingDirectory}/{write.Path}";
        return Fill(tool, new JsonObject { ["file_path"] = path, ["filePath"] = path, ["path"] = path, ["absolute_path"] = path, ["content"] = write.Content, ["file_text"] = write.Content });
    }

    private static JsonObject? Find(Conversation conversation, string[] names) =>
        names.Select(name => conversation.Tools.FirstOrDefault(tool => tool.Text("name") == name)).FirstOrDefault(tool => tool is not null);

    private static ToolCall Fill(JsonObject tool, JsonObject known)
    {
        var schema = tool.Child("input_schema") ?? [];
        var required = (schema.List("required") ?? []).Select(name => name?.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var input = new JsonObject();
        foreach (var (name, property) in schema.Child("properties") ?? [])
        {
            if (known.TryGetPropertyValue(name, out var value))
            {
                input[name] = value?.DeepClone();
            }
            else if (required.Contains(name))
            {
                input[name] = Sample(property as JsonObject ?? []);
            }
        }

        return new ToolCall(tool.Text("name")!, input.ToJsonString());
    }

    private static JsonNode? Sample(JsonObject property) => (property["default"] ?? property.List("enum")?.FirstOrDefault())?.DeepClone() ?? property.Text("type") switch
    {
        "boolean" => false,
        "number" or "integer" => 1,
        "array" => new JsonArray(),
        "object" => new JsonObject(),
        _ => "sample",
    };
}
