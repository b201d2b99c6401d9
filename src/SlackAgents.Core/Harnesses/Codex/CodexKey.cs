using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>Stable names of events: by turn and item where the line has both, else by the line itself.</summary>
internal static class CodexKey
{
    private const int MaxId = 80;
    private const int HashBytes = 12;

    /// <summary>Of an item's line; null when the ids are none by their looks, and then the line's place counts.</summary>
    public static string? OfItem(JsonElement root, string stage)
    {
        var parameters = root.Member("params");
        var turn = parameters?.Text("turnId");
        var item = parameters?.Member("item")?.Text("id");
        return IsPlain(turn) && IsPlain(item) ? $"codex:{turn}:{item}:{stage}" : null;
    }

    public static string? OfTurn(string? turn, string what) => IsPlain(turn) ? $"codex:{turn}:{what}" : null;

    /// <summary>
    /// A notification states when it was sent, so the line is unlike any other and a digest of it is its name. An answer
    /// does not, and two processes of one run may give the same: it has no name.
    /// </summary>
    public static string? OfLine(JsonElement root, string line) => root.Integer("emittedAtMs") is null ? null : Digest(line);

    public static string Digest(string line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(line), hash);
        return $"codex:{Convert.ToHexStringLower(hash[..HashBytes])}";
    }

    /// <summary>A key becomes part of a unique index; what is not an id by its looks is none.</summary>
    public static bool IsPlain(string? id) =>
        id is { Length: > 0 and <= MaxId } && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
