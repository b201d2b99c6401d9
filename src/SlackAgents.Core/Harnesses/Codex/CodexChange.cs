using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>One file of a <c>fileChange</c> item. Of a new or a deleted file Codex gives the content, of a changed one the hunks.</summary>
internal static class CodexChange
{
    public static FileChangeEvent Read(JsonElement change, string callId)
    {
        var kind = change.Member("kind");
        var path = WorkspacePath.Of(change.Text("path"));
        var diff = change.Text("diff");
        return kind?.Text("type") switch
        {
            "add" => new FileChangeEvent(callId, path, "added", PatchText.Whole(diff, added: true)),
            "delete" => new FileChangeEvent(callId, path, "deleted", PatchText.Whole(diff, added: false)),
            _ when kind?.Text("move_path") is { Length: > 0 } target =>
                new FileChangeEvent(callId, WorkspacePath.Of(target), "modified", PatchText.Cut($"rename from {path}\nrename to {WorkspacePath.Of(target)}\n{diff}")),
            _ => new FileChangeEvent(callId, path, "modified", PatchText.Cut(diff)),
        };
    }
}
