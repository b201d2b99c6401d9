using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.GitHub.Http;

/// <summary>GitHub's JSON: snake case, and nothing sent for what is null.</summary>
internal static class GitHubJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
