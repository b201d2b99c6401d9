using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>Maps changes of files onto the tools that the harness offers; onto its shell where it has none.</summary>
internal static class FileTools
{
    private const string PatchTool = "apply_patch";

    private static readonly string[] WriteTools = ["Write", "write", "write_file", "create_file", "Create", "create", "write_to_file"];
    private static readonly string[] EditTools = ["Edit", "edit", "replace", "str_replace"];

    public static ToolCall? Write(Conversation conversation, WriteCall write) =>
        ToolFinder.Find(conversation, WriteTools) is { } tool ? SchemaFiller.Call(tool, Known(conversation, write.Path, new JsonObject { ["content"] = write.Content, ["file_text"] = write.Content }))
        : Patched(conversation, Patch.Add(write))
        ?? ShellTool.Call(conversation, $"mkdir -p \"$(dirname '{write.Path}')\" && cat > '{write.Path}' <<'END_OF_FILE'\n{write.Content}END_OF_FILE");

    public static ToolCall? Edit(Conversation conversation, EditCall edit) =>
        ToolFinder.Find(conversation, EditTools) is { } tool ? SchemaFiller.Call(tool, Known(conversation, edit.Path, new JsonObject
        {
            ["old_string"] = edit.Old,
            ["new_string"] = edit.New,
            ["oldString"] = edit.Old,
            ["newString"] = edit.New,
            ["old_str"] = edit.Old,
            ["new_str"] = edit.New,
            ["instruction"] = "Replace one line",
        }))
        : Patched(conversation, Patch.Update(edit)) ?? ShellTool.Call(conversation, $"sed -i 's/{edit.Old}/{edit.New}/' '{edit.Path}'");

    public static ToolCall? Delete(Conversation conversation, string path) =>
        Patched(conversation, Patch.Delete(path)) ?? ShellTool.Call(conversation, $"rm '{path}'");

    private static ToolCall? Patched(Conversation conversation, string patch) => ToolFinder.Find(conversation, PatchTool) switch
    {
        { Kind: ToolKind.Freeform } => new ToolCall(PatchTool, patch) { Kind = ToolKind.Freeform },
        { } tool => SchemaFiller.Call(tool, new JsonObject { ["input"] = patch, ["patch"] = patch, ["patchText"] = patch }),
        null => null,
    };

    private static JsonObject Known(Conversation conversation, string path, JsonObject known)
    {
        var whole = path.StartsWith('/') || conversation.WorkingDirectory is null ? path : $"{conversation.WorkingDirectory}/{path}";
        foreach (var name in (string[])["file_path", "filePath", "path", "absolute_path"])
        {
            known[name] = whole;
        }

        return known;
    }
}
