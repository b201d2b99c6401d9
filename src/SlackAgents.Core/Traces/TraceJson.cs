using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Events as JSON: in the store, to the viewer, in exports. The <c>kind</c> of an event and its property names are
/// stable; they are added to, never changed.
/// </summary>
internal static class TraceJson
{
    /// <summary>Version of this shape, the <c>v</c> of each exported record.</summary>
    public const int SchemaVersion = 1;

    // Relaxed: the text goes into a database and into JSON, never into HTML unescaped, and stays searchable.
    private static readonly TraceJsonContext Context = new(new JsonSerializerOptions(TraceJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Description of <see cref="TraceEvent"/> and its kinds.</summary>
    public static JsonTypeInfo<TraceEvent> EventType => Context.TraceEvent;

    public static string Serialize(TraceEvent what) => JsonSerializer.Serialize(what, Context.TraceEvent);

    /// <summary>An event from its JSON. What cannot be read is an <see cref="UnknownEvent"/>, so one line never hides the rest.</summary>
    public static TraceEvent Deserialize(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Context.TraceEvent) ?? new UnknownEvent("trace", "null");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return new UnknownEvent("trace", "unreadable");
        }
    }

    /// <summary>
    /// Whether the reader of an event's JSON is at its discriminator: the first value of the object, {"kind":" starts at
    /// byte 0. It is ours.
    /// </summary>
    public static bool IsKind(ref Utf8JsonReader reader) => reader.TokenStartIndex == """{"kind":""".Length;

    /// <summary>A whole record on one line: what a viewer is sent and an export holds.</summary>
    public static string Serialize(TraceRecord record)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", SchemaVersion);
            writer.WriteString("run", record.RunId.Value);
            writer.WriteNumber("sequence", record.Sequence);
            writer.WriteNumber("turn", record.Turn);
            writer.WriteString("at", record.At);
            writer.WritePropertyName("event");
            JsonSerializer.Serialize(writer, record.Event, Context.TraceEvent);
            if (record.Raw is not null)
            {
                writer.WriteString("raw", record.Raw);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
