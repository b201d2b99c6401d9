using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Tests.Telemetry;

/// <summary>
/// Reads <c>ExportTraceServiceRequest</c>s as a collector does. That it reads them right is shown on what OpenTelemetry's own
/// exporter sends.
/// </summary>
internal static class OtlpReader
{
    public static IReadOnlyList<ReceivedSpan> ReadProtobuf(byte[] bytes)
    {
        var spans = new List<ReceivedSpan>();
        foreach (var (_, resourceSpans) in Messages(bytes, 1))
        {
            var resource = new SortedDictionary<string, object>(StringComparer.Ordinal);
            foreach (var (_, one) in Messages(resourceSpans, 1))
            {
                Attributes(one, 1, resource);
            }

            foreach (var (_, scopeSpans) in Messages(resourceSpans, 2))
            {
                spans.AddRange(Messages(scopeSpans, 2).Select(span => Span(span.Bytes, resource)));
            }
        }

        return spans;
    }

    public static IReadOnlyList<ReceivedSpan> ReadJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. from resourceSpans in document.RootElement.GetProperty("resourceSpans").EnumerateArray()
               from scopeSpans in resourceSpans.GetProperty("scopeSpans").EnumerateArray()
               from span in scopeSpans.GetProperty("spans").EnumerateArray()
               select Span(span, Attributes(resourceSpans.GetProperty("resource"))),
        ];
    }

    private static ReceivedSpan Span(byte[] bytes, SortedDictionary<string, object> resource)
    {
        var span = new ReceivedSpan { Resource = resource };
        Attributes(bytes, 9, span.Attributes);
        foreach (var (field, value, inner) in Fields(bytes))
        {
            switch (field)
            {
                case 1: span.TraceId = Convert.ToHexStringLower(inner); break;
                case 2: span.SpanId = Convert.ToHexStringLower(inner); break;
                case 4: span.ParentId = Convert.ToHexStringLower(inner); break;
                case 5: span.Name = Encoding.UTF8.GetString(inner); break;
                case 6: span.Kind = (long)value; break;
                case 7: span.Start = value; break;
                case 8: span.End = value; break;
                case 11: span.Events.Add(Encoding.UTF8.GetString(Messages(inner, 2).Single().Bytes)); break;
                case 15:
                    span.Status = (long)Fields(inner).FirstOrDefault(one => one.Field == 3).Value;
                    span.StatusMessage = Encoding.UTF8.GetString(Fields(inner).FirstOrDefault(one => one.Field == 2).Bytes ?? []);
                    break;
                default: break;
            }
        }

        return span;
    }

    private static ReceivedSpan Span(JsonElement span, SortedDictionary<string, object> resource)
    {
        var read = new ReceivedSpan
        {
            Resource = resource,
            TraceId = span.GetProperty("traceId").GetString()!,
            SpanId = span.GetProperty("spanId").GetString()!,
            ParentId = span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString()! : string.Empty,
            Name = span.GetProperty("name").GetString()!,
            Kind = span.GetProperty("kind").GetInt64(),
            Start = ulong.Parse(span.GetProperty("startTimeUnixNano").GetString()!, CultureInfo.InvariantCulture),
            End = ulong.Parse(span.GetProperty("endTimeUnixNano").GetString()!, CultureInfo.InvariantCulture),
            Status = span.TryGetProperty("status", out var status) ? status.GetProperty("code").GetInt64() : 0,
            StatusMessage = span.TryGetProperty("status", out status) ? status.GetProperty("message").GetString()! : string.Empty,
        };
        foreach (var (key, value) in Attributes(span))
        {
            read.Attributes.Add(key, value);
        }

        read.Events.AddRange(span.TryGetProperty("events", out var events) ? events.EnumerateArray().Select(one => one.GetProperty("name").GetString()!) : []);
        return read;
    }

    private static SortedDictionary<string, object> Attributes(JsonElement of)
    {
        var attributes = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var attribute in of.GetProperty("attributes").EnumerateArray())
        {
            var value = attribute.GetProperty("value").EnumerateObject().Single();
            attributes.Add(attribute.GetProperty("key").GetString()!, value.Name switch
            {
                "stringValue" => value.Value.GetString()!,
                "boolValue" => value.Value.GetBoolean(),
                "intValue" => long.Parse(value.Value.GetString()!, CultureInfo.InvariantCulture),
                _ => value.Value.GetDouble(),
            });
        }

        return attributes;
    }

    private static void Attributes(byte[] bytes, int field, SortedDictionary<string, object> into)
    {
        foreach (var (_, pair) in Messages(bytes, field))
        {
            var (kind, number, text) = Fields(Messages(pair, 2).Single().Bytes).Single();
            into.Add(Encoding.UTF8.GetString(Messages(pair, 1).Single().Bytes), kind switch
            {
                1 => Encoding.UTF8.GetString(text),
                2 => number == 1,
                3 => unchecked((long)number),
                _ => BitConverter.UInt64BitsToDouble(number),
            });
        }
    }

    private static IEnumerable<(int Field, byte[] Bytes)> Messages(byte[] bytes, int field) =>
        Fields(bytes).Where(one => one.Field == field).Select(one => (one.Field, one.Bytes));

    private static IEnumerable<(int Field, ulong Value, byte[] Bytes)> Fields(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var tag = Number(bytes, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return (field, Number(bytes, ref at), []);
                    break;
                case 1:
                    yield return (field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)), []);
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Number(bytes, ref at);
                    yield return (field, 0, bytes[at..(at + length)]);
                    at += length;
                    break;
            }
        }
    }

    private static ulong Number(byte[] bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
