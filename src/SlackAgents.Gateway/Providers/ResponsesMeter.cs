using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Usage of a Responses API answer (platform.openai.com/docs/api-reference/responses-streaming): only the closing event
/// carries it, be it <c>response.completed</c>, <c>response.incomplete</c> or <c>response.failed</c>.
/// </summary>
internal sealed class ResponsesMeter(bool isStream) : OpenAIMeter(isStream)
{
    protected override void ReadEvent(JsonElement data)
    {
        var type = Text(data, "type");
        if (type?.EndsWith(".delta", StringComparison.Ordinal) == true)
        {
            // Text, reasoning, arguments and tool input all come as texts of this name.
            Count(Member(data, "delta"));
        }
        else
        {
            ReadResponse(Member(data, "response"));
        }
    }

    protected override void ReadBody(JsonElement body) => ReadResponse(body);

    private void ReadResponse(JsonElement? response)
    {
        Model = Text(response, "model") ?? Model;
        IsFinal |= ReadUsage(Member(response, "usage"), "input_tokens", "output_tokens");
    }
}
