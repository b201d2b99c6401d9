using System.Text.Json;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>
/// Records as pages are sent them: without secrets, without the line that they were read from, and of a long text the
/// beginning, with its full length under <c>cut</c>.
/// </summary>
internal sealed class RecordJson(SecretRedactor redactor)
{
    private readonly TraceRedactor _redactor = new(redactor.Redact);

    /// <summary>The event without secrets. It was stored so already; since then more of them may be known.</summary>
    public TraceEvent Clean(TraceRecord record) => _redactor.Redact(record.Event);

    public void Write(Utf8JsonWriter writer, TraceRecord record)
    {
        var what = Clean(record);
        var isCut = LongText.Of(what) is { } known && known.Text?.Length > LongText.Beginning;
        writer.WriteStartObject();
        writer.WriteNumber("v"u8, TraceJson.SchemaVersion);
        writer.WriteString("run"u8, record.RunId.Value);
        writer.WriteNumber("sequence"u8, record.Sequence);
        writer.WriteNumber("turn"u8, record.Turn);
        writer.WriteString("at"u8, record.At);
        writer.WritePropertyName("event"u8);
        if (isCut)
        {
            var (property, text) = LongText.Of(what)!.Value;
            JsonSerializer.Serialize(writer, LongText.With(what, LongText.Piece(text, 0, LongText.Beginning).Piece), TraceJson.EventType);
            writer.WriteStartObject("cut"u8);
            writer.WriteNumber(property, text.Length);
            writer.WriteEndObject();
        }
        else
        {
            JsonSerializer.Serialize(writer, what, TraceJson.EventType);
        }

        writer.WriteEndObject();
    }
}
