using System.Buffers;
using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>What a tool is called, and what it was given.</summary>
internal static class ToolNames
{
    private const int MaxPaths = 20;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_0123456789");

    /// <summary>The tool's own name where the agent tells it, else the kind of work it does.</summary>
    public static string Of(JsonElement update)
    {
        var meta = update.Member("_meta");
        return BoundedText.Name(
            update.Text("name")
            ?? meta?.Member("claudeCode")?.Text("toolName")
            ?? meta?.Text("toolName")
            ?? FromId(update.Text("toolCallId"))
            ?? update.Text("kind")
            ?? "tool");
    }

    /// <summary>JSON of the arguments; where the agent keeps them, what it says about them.</summary>
    public static string Input(JsonElement update) => update.Member("rawInput") is { } input
        ? BoundedText.Cut(input.GetRawText())
        : BoundedText.Cut(JsonSerializer.Serialize(new { title = update.Text("title"), paths = Paths(update) }));

    public static IEnumerable<string> Paths(JsonElement update) => update.Items("locations").Take(MaxPaths).Select(place => place.Text("path")).OfType<string>();

    // Gemini CLI makes its ids of the tool's name and the model's id: run_shell_command__fc_1.
    private static string? FromId(string? id) =>
        id?.IndexOf("__", StringComparison.Ordinal) is > 0 and <= 60 and var end && id.AsSpan(0, end).IndexOfAnyExcept(NameCharacters) < 0 ? id[..end] : null;
}
