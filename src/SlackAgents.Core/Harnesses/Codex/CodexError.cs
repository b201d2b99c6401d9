using System.Text.Json;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>A <c>TurnError</c>: the kind is a word, or an object of one member that may hold an HTTP status.</summary>
internal sealed record CodexError(string Kind, int? Status, string Message, string Details)
{
    public static CodexError Read(JsonElement? error)
    {
        var (kind, status) = KindOf(error?.Member("codexErrorInfo"));
        return new CodexError(
            kind,
            status,
            BoundedText.Cut(error?.Text("message"), CodexEvidence.MaxDetail),
            BoundedText.Cut(error?.Text("additionalDetails"), CodexEvidence.MaxDetail));
    }

    /// <summary>A retry says "Reconnecting… 1/2" and the cause beside it; a last error says the cause itself.</summary>
    public string Cause => Details.Length > 0 ? Details : Message;

    private static (string Kind, int? Status) KindOf(JsonElement? info)
    {
        if (info is { ValueKind: JsonValueKind.String } word)
        {
            return (BoundedText.Name(word.GetString()), null);
        }

        if (info is { ValueKind: JsonValueKind.Object } kinds)
        {
            foreach (var kind in kinds.EnumerateObject())
            {
                return (BoundedText.Name(kind.Name), kind.Value.Integer("httpStatusCode") is { } status and >= 100 and <= 999 ? (int)status : null);
            }
        }

        return ("unknown", null);
    }
}
