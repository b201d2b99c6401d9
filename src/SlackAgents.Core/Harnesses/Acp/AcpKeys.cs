using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// Names of events that are the same on every reading. The ids of an agent count from its start, and models repeat the
/// ids of their calls: only together with the turn are they unique within a run.
/// </summary>
internal sealed class AcpKeys(string promptId)
{
    private const int MaxLength = 80;

    private readonly string _turn = "acp:" + Plain(promptId) + ":";

    public string Call(string? callId) => Of("call", callId);

    public string Result(string? callId) => Of("result", callId);

    public string Change(string? callId, int index) => Of("change", callId) + ":" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Of an answer to a request of the driver.</summary>
    public string? Response(JsonElement root, string part) => Id(root) is { } id ? Of(part, id) : null;

    /// <summary>Of a request of the agent.</summary>
    public string? Request(JsonElement root) => Id(root) is { } id ? Of("request", id) : null;

    private static string? Id(JsonElement root) => root.Member("id") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } id ? id.ToString() : null;

    private string Of(string part, string? id) => _turn + part + ":" + Plain(id ?? string.Empty);

    // A key becomes part of a unique index; what is not an id by its looks is named by its hash.
    private static string Plain(string id) =>
        id.Length <= MaxLength && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '/')
            ? id
            : "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
