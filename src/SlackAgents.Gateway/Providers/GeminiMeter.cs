using System.Text.Json;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Usage of a Gemini answer (ai.google.dev/api/generate-content#UsageMetadata): it comes with every piece and is
/// cumulative. What was cached is part of the prompt; what the model thought is not part of what it answered.
/// </summary>
internal sealed class GeminiMeter(bool isStream) : JsonUsageMeter(isStream)
{
    private string? _model;
    private string? _id;
    private long _input;
    private long _cached;
    private long _output;
    private bool _isCounted;
    private bool _isFinished;

    protected override void ReadEvent(JsonElement data)
    {
        _model = Text(data, "modelVersion") ?? _model;
        _id = Text(data, "responseId") ?? _id;
        _isFinished |= Text(Member(data, "promptFeedback"), "blockReason") is not null;
        foreach (var candidate in Items(data, "candidates"))
        {
            _isFinished |= Text(candidate, "finishReason") is not null;
            foreach (var part in Items(Member(candidate, "content"), "parts"))
            {
                Count(Member(part, "text"));
            }
        }

        ReadUsage(Member(data, "usageMetadata"));
    }

    /// <summary>A stream that was not asked for as events is an array of the same pieces.</summary>
    protected override void ReadBody(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array)
        {
            foreach (var piece in body.EnumerateArray())
            {
                ReadEvent(piece);
            }
        }
        else
        {
            ReadEvent(body);
        }
    }

    protected override MeterReading Conclude()
    {
        var isFinal = _isCounted && _isFinished;
        var cached = Math.Min(_cached, _input);
        var output = isFinal ? _output : Math.Max(_output, Math.Max(TextTokens, _isCounted ? 0 : Tokens(BodyBytes)));
        return new MeterReading(_model, new ModelUsage(_input - cached, cached, 0, output), isFinal) { RequestId = _id };
    }

    private void ReadUsage(JsonElement? usage)
    {
        var input = Number(usage, "promptTokenCount") + Number(usage, "toolUsePromptTokenCount");
        var output = Math.Max(Number(usage, "candidatesTokenCount") + Number(usage, "thoughtsTokenCount"), Number(usage, "totalTokenCount") - input);
        _input = Math.Max(_input, input);
        _cached = Math.Max(_cached, Number(usage, "cachedContentTokenCount"));
        _output = Math.Max(_output, output);
        _isCounted |= input > 0 || output > 0;
    }
}
