using System.Text.Json;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Usage of a Messages API answer (docs.claude.com/en/api/messages-streaming): <c>message_start</c> carries the input,
/// <c>message_delta</c> the output so far, cumulative. An answer that breaks off before its last count is charged for
/// the text that passed, so that hanging up early does not make calls free.
/// </summary>
internal sealed class AnthropicMeter(bool isStream) : JsonUsageMeter(isStream)
{
    private string? _model;
    private long _input;
    private long _cached;
    private long _cacheWrite;
    private long _output;
    private bool _isFinal;

    protected override void ReadEvent(JsonElement data)
    {
        switch (Text(data, "type"))
        {
            case "message_start":
                ReadMessage(Member(data, "message"));
                break;
            case "content_block_delta":
                // These are the text of the three kinds of block; a delta has one of them.
                var delta = Member(data, "delta");
                Count(Member(delta, "text") ?? Member(delta, "thinking") ?? Member(delta, "partial_json"));
                break;
            case "message_delta" when Member(data, "usage") is { } usage:
                ReadUsage(usage);
                _isFinal = true;
                break;
        }
    }

    protected override void ReadBody(JsonElement body)
    {
        _isFinal = true;
        ReadMessage(body);
    }

    protected override MeterReading Conclude() =>
        new(_model, new ModelUsage(_input, _cached, _cacheWrite, _isFinal ? _output : Math.Max(_output, TextTokens)), _isFinal);

    private void ReadMessage(JsonElement? message)
    {
        _model = Text(message, "model") ?? _model;
        ReadUsage(Member(message, "usage"));
    }

    /// <summary>Counts are cumulative and only grow: the largest seen is the count.</summary>
    private void ReadUsage(JsonElement? usage)
    {
        _input = Math.Max(_input, Number(usage, "input_tokens"));
        _cached = Math.Max(_cached, Number(usage, "cache_read_input_tokens"));
        _cacheWrite = Math.Max(_cacheWrite, Number(usage, "cache_creation_input_tokens"));
        _output = Math.Max(_output, Number(usage, "output_tokens"));
    }
}
