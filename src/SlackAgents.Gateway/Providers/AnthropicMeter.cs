using System.Buffers;
using System.Text.Json;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Usage of a Messages API answer (docs.claude.com/en/api/messages-streaming): <c>message_start</c> carries the input,
/// <c>message_delta</c> the output so far, cumulative. An answer that breaks off before its last count is charged for
/// the text that passed, so that hanging up early does not make calls free.
/// </summary>
internal sealed class AnthropicMeter : IUsageMeter
{
    private const int LongestBody = 8 * 1024 * 1024;
    private const int BytesPerToken = 4;

    private readonly SseReader? _events;
    private readonly ArrayBufferWriter<byte> _body = new();
    private bool _isBodyTooLong;
    private string? _model;
    private long _input;
    private long _cached;
    private long _cacheWrite;
    private long _output;
    private long _deltaBytes;
    private bool _isFinal;

    public AnthropicMeter(bool isStream) => _events = isStream ? new SseReader(OnEvent) : null;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_events is not null)
        {
            _events.Feed(bytes);
            return;
        }

        _isBodyTooLong = _isBodyTooLong || _body.WrittenCount + bytes.Length > LongestBody;
        if (!_isBodyTooLong)
        {
            _body.Write(bytes);
        }
    }

    public MeterReading Read()
    {
        if (_events is null && !_isFinal && TryParse(_body.WrittenSpan) is { } document)
        {
            using (document)
            {
                _isFinal = true;
                ReadMessage(document.RootElement);
            }
        }

        var output = _isFinal ? _output : Math.Max(_output, (_deltaBytes + BytesPerToken - 1) / BytesPerToken);
        return new MeterReading(_model, new ModelUsage(_input, _cached, _cacheWrite, output), _isFinal);
    }

    private void OnEvent(ReadOnlySpan<byte> data)
    {
        using var document = TryParse(data);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return;
        }

        switch (Text(root, "type"))
        {
            case "message_start" when root.TryGetProperty("message", out var message):
                ReadMessage(message);
                break;
            case "content_block_delta" when root.TryGetProperty("delta", out var delta):
                // text, thinking and partial_json are the text of the three kinds of block.
                _deltaBytes += (Text(delta, "text") ?? Text(delta, "thinking") ?? Text(delta, "partial_json") ?? string.Empty).Length;
                break;
            case "message_delta" when root.TryGetProperty("usage", out var usage):
                ReadUsage(usage);
                _isFinal = true;
                break;
        }
    }

    private void ReadMessage(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        _model = Text(message, "model") ?? _model;
        if (message.TryGetProperty("usage", out var usage))
        {
            ReadUsage(usage);
        }
    }

    /// <summary>Counts are cumulative and only grow: the largest seen is the count.</summary>
    private void ReadUsage(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        _input = Math.Max(_input, Number(usage, "input_tokens"));
        _cached = Math.Max(_cached, Number(usage, "cache_read_input_tokens"));
        _cacheWrite = Math.Max(_cacheWrite, Number(usage, "cache_creation_input_tokens"));
        _output = Math.Max(_output, Number(usage, "output_tokens"));
    }

    private static JsonDocument? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : null;
        }
        catch (JsonException)
        {
            // Half an answer, or none of the provider's: it has no count.
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0 ? number : 0;
}
