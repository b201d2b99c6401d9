using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlackAgents.Core.Traces;

/// <summary>Changes the texts of a JSON document and nothing else of it.</summary>
internal static class JsonTexts
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is to stand where the reader stands, on a text.</summary>
    public delegate string? TextChange(ref Utf8JsonReader reader);

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string Rewrite(ReadOnlySpan<byte> json, TextChange change)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(1, json.Length));
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                Copy(ref reader, writer, change);
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, TextChange change)
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
                writer.WriteStringValue(change(ref reader));
                break;
            default:
                // Numbers, true, false, null: as they are.
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}
