using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Slack.Api;

/// <summary>Slack writes <c>snake_case</c> and leaves out what is not there; so do we.</summary>
internal static class SlackJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
