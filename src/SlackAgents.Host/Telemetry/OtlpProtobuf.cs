namespace SlackAgents.Host.Telemetry;

/// <summary>Spans as an <c>ExportTraceServiceRequest</c> in protocol buffers; the numbers are those of opentelemetry-proto 1.</summary>
internal static class OtlpProtobuf
{
    private const long StatusError = 2;

    public static ReadOnlyMemory<byte> Write(SpanResource resource, IReadOnlyList<Span> spans)
    {
        var writer = new ProtobufWriter();
        writer.Write(1, resourceSpans =>
        {
            resourceSpans.Write(1, one => Attributes(one, 1, resource.Attributes));
            resourceSpans.Write(2, scopeSpans =>
            {
                scopeSpans.Write(1, scope =>
                {
                    scope.Write(1, SpanResource.Scope);
                    scope.Write(2, SpanResource.Version);
                });
                foreach (var span in spans)
                {
                    scopeSpans.Write(2, one => Write(one, span));
                }
            });
        });
        return writer.Written;
    }

    private static void Write(ProtobufWriter writer, Span span)
    {
        writer.Write(1, span.TraceId);
        writer.Write(2, span.SpanId);
        if (span.ParentId is { } parent)
        {
            writer.Write(4, parent);
        }

        writer.Write(5, span.Name);
        writer.Write(6, (long)span.Kind);
        writer.WriteFixed(7, SpanTime.Nanoseconds(span.Start));
        writer.WriteFixed(8, SpanTime.Nanoseconds(span.End));
        Attributes(writer, 9, span.Attributes);
        foreach (var what in span.Events)
        {
            writer.Write(11, one =>
            {
                one.WriteFixed(1, SpanTime.Nanoseconds(what.At));
                one.Write(2, what.Name);
                Attributes(one, 3, what.Attributes);
            });
        }

        if (span.Error is { } error)
        {
            writer.Write(15, status =>
            {
                status.Write(2, error);
                status.Write(3, StatusError);
            });
        }
    }

    private static void Attributes(ProtobufWriter writer, int field, IReadOnlyList<SpanAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            writer.Write(field, pair =>
            {
                pair.Write(1, attribute.Key);
                pair.Write(2, value => Value(value, attribute.Value));
            });
        }
    }

    private static void Value(ProtobufWriter writer, object value)
    {
        switch (value)
        {
            case bool flag:
                writer.Write(2, flag);
                break;
            case long number:
                writer.Write(3, number);
                break;
            case double real:
                writer.Write(4, real);
                break;
            default:
                writer.Write(1, (string)value);
                break;
        }
    }
}
