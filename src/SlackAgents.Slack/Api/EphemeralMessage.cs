using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Api;

internal sealed record EphemeralMessage
{
    public required string Channel { get; init; }

    public required string User { get; init; }

    public required string Text { get; init; }

    public JsonArray? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    public string Parse { get; init; } = "none";
}
