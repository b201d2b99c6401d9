using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>The changes of files that a call tells of.</summary>
internal static class FileChanges
{
    private const int MaxFiles = 50;
    private const string Workspace = "/workspace/";

    public static IEnumerable<FileChangeEvent> Of(JsonElement update, string callId)
    {
        var shown = update.Items("content")
            .Where(part => part.Text("type") is "diff" && part.Text("path") is not null)
            .Take(MaxFiles)
            .Select(part => OfDiff(part, callId))
            .ToList();
        return shown.Count > 0 || OfMetadata(update, callId) is not { } told ? shown : [told];
    }

    /// <summary>Relative to the workspace where the file lies in it.</summary>
    public static string Relative(string path) =>
        BoundedText.Cut(path.StartsWith(Workspace, StringComparison.Ordinal) ? path[Workspace.Length..] : path, 1000);

    private static FileChangeEvent OfDiff(JsonElement part, string callId)
    {
        var path = Relative(part.Text("path")!);
        var before = part.Text("oldText");
        var after = part.Text("newText") ?? string.Empty;
        var change = part.Member("_meta")?.Text("kind") switch
        {
            "add" => "added",
            "delete" => "deleted",
            "modify" or "update" => "modified",
            // A new file has no old text, or an empty one.
            _ => string.IsNullOrEmpty(before) ? "added" : "modified",
        };
        return new FileChangeEvent(callId, path, change, UnifiedDiff.Of(before ?? string.Empty, after));
    }

    // OpenCode shows a change as text and tells the facts beside it.
    private static FileChangeEvent? OfMetadata(JsonElement update, string callId)
    {
        var metadata = update.Member("rawOutput")?.Member("metadata");
        var path = metadata?.Text("filepath") ?? metadata?.Member("filediff")?.Text("file");
        return path is null
            ? null
            : new FileChangeEvent(
                callId,
                Relative(path),
                metadata?.Flag("exists") == false ? "added" : "modified",
                metadata?.Text("diff") is { Length: > 0 } diff ? BoundedText.Cut(diff, UnifiedDiff.MaxLength) : null);
    }
}
