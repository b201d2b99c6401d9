using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Takes secrets out of an entry before it is stored. It goes through the serialised event string by string, so that no
/// property of any event is forgotten, and each text is seen unescaped and cannot break the JSON around it.
/// </summary>
internal sealed class TraceRedactor(Func<string, string> redact)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    private string Rewrite(byte[] json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                Copy(ref reader, writer);
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(TraceJson.IsKind(ref reader) ? reader.GetString() : redact(reader.GetString()!));
                break;
            default:
                // Numbers, true, false, null: as they are.
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}
