using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Usage of a chat completion (platform.openai.com/docs/api-reference/chat-streaming). In a stream it comes in a chunk
/// of its own after the last choice, if the client asked for it; some compatible providers send it in every chunk, or
/// within a choice.
/// </summary>
internal sealed class ChatMeter(bool isStream) : OpenAIMeter(isStream)
{
    private bool _isCounted;
    private bool _isFinished;

    protected override void ReadEvent(JsonElement data)
    {
        foreach (var choice in Items(data, "choices"))
        {
            _isFinished |= Text(choice, "finish_reason") is not null;
            CountTexts(Member(choice, "delta"));
            ReadUsage(choice);
        }

        Model = Text(data, "model") ?? Model;
        ReadUsage(data);

        // Counts that come with every chunk are not the last ones until a choice has finished.
        IsFinal = _isCounted && _isFinished;
    }

    protected override void ReadBody(JsonElement body)
    {
        Model = Text(body, "model") ?? Model;
        ReadUsage(body);
        IsFinal = _isCounted;
    }

    private void ReadUsage(JsonElement of) => _isCounted |= ReadUsage(Member(of, "usage"), "prompt_tokens", "completion_tokens");

    /// <summary>Content, reasoning, refusal, arguments: whatever a delta says is output, whatever its name.</summary>
    private void CountTexts(JsonElement? delta)
    {
        switch (delta?.ValueKind)
        {
            case JsonValueKind.String:
                Count(delta);
                break;
            case JsonValueKind.Object:
                foreach (var member in delta.Value.EnumerateObject())
                {
                    CountTexts(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in delta.Value.EnumerateArray())
                {
                    CountTexts(item);
                }

                break;
        }
    }
}
