using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Telemetry;

/// <summary>What was said, when it is to be sent at all: bounded in each text and in all of a turn.</summary>
internal sealed class SpanContent(bool isWanted)
{
    private const int LongestText = 16_000;
    private const int MostOfTurn = 16_000_000;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _taken;

    /// <summary>An attribute with a text; none when content is not wanted, or there was too much of it.</summary>
    public IEnumerable<SpanAttribute> Of(string key, string? text)
    {
        if (!isWanted || string.IsNullOrEmpty(text) || _taken >= MostOfTurn)
        {
            yield break;
        }

        var piece = Cut(text);
        _taken += piece.Length;
        yield return new SpanAttribute(key, piece);
    }

    /// <summary>An attribute with one message, in the form of the conventions (gen-ai-input-messages.json).</summary>
    /// <param name="role">user or assistant.</param>
    /// <param name="finish">Why it ended; of output only.</param>
    public IEnumerable<SpanAttribute> Message(string key, string role, string? text, string? finish)
    {
        if (!isWanted || string.IsNullOrEmpty(text) || _taken >= MostOfTurn)
        {
            return [];
        }

        var piece = Cut(text);
        _taken += piece.Length;
        object[] parts = [new { type = "text", content = piece }];
        var json = finish is null
            ? JsonSerializer.Serialize(new[] { new { role, parts } }, Relaxed)
            : JsonSerializer.Serialize(new[] { new { role, parts, finish_reason = finish } }, Relaxed);
        return [new SpanAttribute(key, json)];
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : LongText.Piece(text, 0, LongestText).Piece + "…";
}
