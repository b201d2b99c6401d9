using System.Text.Json;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>The stable name of a line: the uuid that the CLI gave it, or the request it answers.</summary>
internal static class LineKey
{
    private const int MaxLength = 64;

    public static string? Of(JsonElement root)
    {
        if (root.Text("uuid") is { } uuid)
        {
            return IsPlain(uuid) ? $"claude:{uuid}" : null;
        }

        return root.Member("response")?.Text("request_id") is { } request && IsPlain(request) ? $"claude:response:{request}" : null;
    }

    // A key becomes part of a unique index; what is not an id by its looks is none.
    private static bool IsPlain(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
