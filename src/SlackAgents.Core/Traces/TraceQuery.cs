using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Words that all occur in the texts of an event, whatever their case. Only texts count: no names of properties, no kind.
/// </summary>
internal sealed class TraceQuery
{
    /// <summary>Characters of a query.</summary>
    public const int MaxLength = 200;

    public const int MaxWords = 8;

    // What no JSON writer escapes: a word is in a text only if this part of it is in the JSON as it stands.
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;_-()[]{}#!?$%*=|~^@");

    private readonly (string Word, string Part)[] _words;
    private readonly Func<string, string> _redact;

    private TraceQuery((string Word, string Part)[] words, Func<string, string> redact)
    {
        _words = words;
        _redact = redact;
    }

    /// <param name="redact">Takes out of a text what must not be found; asked only for texts that seem to match.</param>
    /// <returns>Null for a query without a word, or one that is too long.</returns>
    public static TraceQuery? Of(string? text, Func<string, string> redact)
    {
        var words = text is { Length: <= MaxLength } ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [];
        return words.Length is > 0 and <= MaxWords ? new TraceQuery([.. words.Select(word => (word, PlainPart(word)))], redact) : null;
    }

    /// <param name="json">An event as it is stored.</param>
    public bool Matches(string json)
    {
        foreach (var (_, part) in _words)
        {
            if (!json.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return Found(_redact(TextsOf(json)));
    }

    private bool Found(string texts) => Array.TrueForAll(_words, word => texts.Contains(word.Word, StringComparison.OrdinalIgnoreCase));

    /// <summary>All texts of the event, a line each.</summary>
    private static string TextsOf(string json)
    {
        var texts = new StringBuilder(json.Length);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && !TraceJson.IsKind(ref reader))
                {
                    texts.Append(reader.GetString()).Append('\n');
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return string.Empty; // what cannot be read is shown as unknown, and has no texts
        }

        return texts.ToString();
    }

    /// <summary>The longest part of a word that stands in the JSON as it is; empty when there is none.</summary>
    private static string PlainPart(string word)
    {
        var best = (Start: 0, Length: 0);
        for (var start = 0; start < word.Length; start++)
        {
            var end = word.AsSpan(start).IndexOfAnyExcept(Plain);
            var length = end < 0 ? word.Length - start : end;
            best = length > best.Length ? (start, length) : best;
            start += length;
        }

        return word.Substring(best.Start, best.Length);
    }
}
