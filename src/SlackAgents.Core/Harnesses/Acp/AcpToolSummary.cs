using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>One short line for people about a call, in the words that are used for every harness.</summary>
internal static class AcpToolSummary
{
    private const int MaxLength = 160;

    /// <summary>For example <c>Bash: npm test</c> or <c>Edit src/login.cs</c>; for what no rule knows, the agent's own title.</summary>
    public static string Of(JsonElement update)
    {
        var input = update.Member("rawInput");
        var title = update.Text("title");
        var path = Path(update, input);
        return Line((update.Text("kind") ?? KindOf(input)) switch
        {
            "execute" => Named("Bash", Words(input?.Member("command")) ?? Words(input?.Member("cmd")) ?? title, ": "),
            "edit" => Named(IsNew(update, input) ? "Write" : "Edit", path ?? title),
            "read" => Named("Read", path ?? title),
            "delete" => Named("Delete", path ?? title),
            "move" => Named("Move", path ?? title),
            "search" => Named("Grep", input?.Text("pattern") ?? input?.Text("query") ?? title),
            "fetch" => Named("WebFetch", input?.Text("url") ?? title),
            _ => string.IsNullOrWhiteSpace(title) ? ToolNames.Of(update) : title,
        });
    }

    // A later line about a call need not say its kind again.
    private static string? KindOf(JsonElement? input) =>
        input?.Member("command") is not null ? "execute" : input?.Text("file_path") is not null && input?.Text("content") is not null ? "edit" : null;

    // A whole text given, instead of a piece to replace.
    private static bool IsNew(JsonElement update, JsonElement? input) =>
        input?.Member("content") is not null || ToolNames.Of(update) is "write_file" or "Write";

    private static string? Path(JsonElement update, JsonElement? input) =>
        (input?.Text("file_path") ?? input?.Text("filePath") ?? input?.Text("path") ?? ToolNames.Paths(update).FirstOrDefault()) is { } path
            ? FileChanges.Relative(path)
            : null;

    // A command is a text, or its words.
    private static string? Words(JsonElement? command) => command switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } words => string.Join(' ', words.EnumerateArray().Take(20).Select(word => word.ToString())),
        _ => null,
    };

    private static string Named(string what, string? detail, string separator = " ") =>
        string.IsNullOrWhiteSpace(detail) ? what : what + separator + detail;

    private static string Line(string text)
    {
        // Enough of a long script to fill the line; the rest need not be walked.
        var head = text.Length <= MaxLength * 4 ? text : text[..(MaxLength * 4)];
        var line = string.Join(' ', head.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? BoundedText.Name(line) : BoundedText.Name(line[..MaxLength]) + "…";
    }
}
