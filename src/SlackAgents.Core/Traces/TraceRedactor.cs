using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Takes secrets out of an entry before it is stored. It goes through the serialised event string by string, so that no
/// property of any event is forgotten, and each text is seen unescaped and cannot break the JSON around it.
/// </summary>
internal sealed class TraceRedactor(Func<string, string> redact)
{
    /// <summary>About what an entry and its place in the queue hold besides their text.</summary>
    private const int Overhead = 256;

    public CleanTraceEntry Redact(TraceEntry entry)
    {
        var json = Encoding.UTF8.GetBytes(TraceJson.Serialize(entry.Event));
        var clean = entry with
        {
            Event = Redact(entry.Event, json),
            Key = entry.Key is null ? null : RedactKey(entry.Key),
            Raw = entry.Raw is null ? null : redact(entry.Raw),
        };
        return new CleanTraceEntry(clean, Overhead + json.Length + (entry.Raw?.Length ?? 0));
    }

    public TraceEvent Redact(TraceEvent what) => Redact(what, Encoding.UTF8.GetBytes(TraceJson.Serialize(what)));

    private TraceEvent Redact(TraceEvent what, byte[] json) => IsClean(json) ? what : TraceJson.Deserialize(Rewrite(json));

    // Two keys must not become one, or the second event would be left out as a duplicate: a hash keeps them apart.
    private string RedactKey(string key) =>
        string.Equals(redact(key), key, StringComparison.Ordinal)
            ? key
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private bool IsClean(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && !TraceJson.IsKind(ref reader))
            {
                var text = reader.GetString()!;
                if (!string.Equals(redact(text), text, StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private string Rewrite(byte[] json) =>
        JsonTexts.Rewrite(json, (ref reader) => TraceJson.IsKind(ref reader) ? reader.GetString() : redact(reader.GetString()!));
}
