using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>Takes an answer apart into its JSON documents, be it a stream of events or one body, and counts what passed.</summary>
internal abstract class JsonUsageMeter : IUsageMeter
{
    private const int LongestBody = 8 * 1024 * 1024;

    /// <summary>Where no count is known, so many bytes are taken for a token.</summary>
    private const int BytesPerToken = 4;

    private readonly SseReader? _events;
    private readonly ArrayBufferWriter<byte> _body = new();
    private bool _isBodyTooLong;
    private bool _isBodyRead;
    private long _textBytes;

    protected JsonUsageMeter(bool isStream) => _events = isStream ? new SseReader(data => Read(data, ReadEvent)) : null;

    /// <summary>Bytes of one body so far; 0 for a stream.</summary>
    protected long BodyBytes { get; private set; }

    /// <summary>Tokens that the text which passed amounts to, roughly.</summary>
    protected long TextTokens => Tokens(_textBytes);

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_events is not null)
        {
            _events.Feed(bytes);
            return;
        }

        BodyBytes += bytes.Length;
        _isBodyTooLong = _isBodyTooLong || _body.WrittenCount + bytes.Length > LongestBody;
        if (!_isBodyTooLong)
        {
            _body.Write(bytes);
        }
    }

    public MeterReading Read()
    {
        if (_events is null && !_isBodyRead && !_isBodyTooLong)
        {
            _isBodyRead = Read(_body.WrittenSpan, ReadBody);
        }

        return Conclude();
    }

    protected abstract void ReadEvent(JsonElement data);

    protected abstract void ReadBody(JsonElement body);

    protected abstract MeterReading Conclude();

    protected static long Tokens(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>Counts a text that passed; anything else counts nothing. It is not decoded: it may end in half a character.</summary>
    protected void Count(JsonElement? text)
    {
        if (text is { ValueKind: JsonValueKind.String } value)
        {
            _textBytes += JsonMarshal.GetRawUtf8Value(value).Length - 2;
        }
    }

    protected static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    protected static IEnumerable<JsonElement> Items(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    protected static string? Text(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A count; what is none is 0.</summary>
    protected static long Number(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number > 0 ? number : 0;

    private static bool Read(ReadOnlySpan<byte> json, Action<JsonElement> read)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                return false;
            }

            using (document)
            {
                read(document.RootElement);
                return true;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half an answer, or none of the provider's, or half a surrogate pair where a name should be: no count.
            return false;
        }
    }
}
