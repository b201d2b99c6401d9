using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlackAgents.Host.Telemetry;

/// <summary>Spans as an <c>ExportTraceServiceRequest</c> in OTLP's JSON: ids in hexadecimal, 64-bit numbers as texts, enumerations as numbers.</summary>
internal static class OtlpJson
{
    private const int StatusError = 2;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(SpanResource resource, IReadOnlyList<Span> spans)
    {
        using var buffer = new MemoryStream();
        using (var writer = Open(buffer, resource))
        {
            foreach (var span in spans)
            {
                Write(writer, span);
            }

            Close(writer);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>Begins a request; spans follow, then <see cref="Close"/>.</summary>
    public static Utf8JsonWriter Open(Stream output, SpanResource resource)
    {
        var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        writer.WriteStartArray("resourceSpans");
        writer.WriteStartObject();
        writer.WriteStartObject("resource");
        Attributes(writer, resource.Attributes);
        writer.WriteEndObject();
        writer.WriteStartArray("scopeSpans");
        writer.WriteStartObject();
        writer.WriteStartObject("scope");
        writer.WriteString("name", SpanResource.Scope);
        writer.WriteString("version", SpanResource.Version);
        writer.WriteEndObject();
        writer.WriteStartArray("spans");
        return writer;
    }

    public static void Close(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Span span)
    {
        writer.WriteStartObject();
        writer.WriteString("traceId", Convert.ToHexStringLower(span.TraceId));
        writer.WriteString("spanId", Convert.ToHexStringLower(span.SpanId));
        if (span.ParentId is { } parent)
        {
            writer.WriteString("parentSpanId", Convert.ToHexStringLower(parent));
        }

        writer.WriteString("name", span.Name);
        writer.WriteNumber("kind", (int)span.Kind);
        writer.WriteString("startTimeUnixNano", Text(SpanTime.Nanoseconds(span.Start)));
        writer.WriteString("endTimeUnixNano", Text(SpanTime.Nanoseconds(span.End)));
        Attributes(writer, span.Attributes);
        if (span.Events.Count > 0)
        {
            writer.WriteStartArray("events");
            foreach (var what in span.Events)
            {
                writer.WriteStartObject();
                writer.WriteString("timeUnixNano", Text(SpanTime.Nanoseconds(what.At)));
                writer.WriteString("name", what.Name);
                Attributes(writer, what.Attributes);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (span.Error is { } error)
        {
            writer.WriteStartObject("status");
            writer.WriteString("message", error);
            writer.WriteNumber("code", StatusError);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Attributes(Utf8JsonWriter writer, IReadOnlyList<SpanAttribute> attributes)
    {
        writer.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            writer.WriteStartObject();
            writer.WriteString("key", attribute.Key);
            writer.WriteStartObject("value");
            switch (attribute.Value)
            {
                case bool flag:
                    writer.WriteBoolean("boolValue", flag);
                    break;
                case long number:
                    writer.WriteString("intValue", number.ToString(CultureInfo.InvariantCulture));
                    break;
                case double real:
                    writer.WriteNumber("doubleValue", real);
                    break;
                default:
                    writer.WriteString("stringValue", (string)attribute.Value);
                    break;
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
