using System.Text.Json.Nodes;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>Status and body of a REST answer; no body for 204.</summary>
internal sealed record GitHubAnswer(int Status, JsonNode? Body)
{
    public string? RawText { get; init; }

    public string? Link { get; init; }

    public static GitHubAnswer Ok(JsonNode body) => new(200, body);

    public static GitHubAnswer Created(JsonNode body) => new(201, body);

    public static GitHubAnswer Empty() => new(204, null);
}
