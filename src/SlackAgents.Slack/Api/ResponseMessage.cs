using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Api;

/// <summary>An answer that only the person who acted sees.</summary>
internal sealed record ResponseMessage
{
    public required string Text { get; init; }

    public JsonArray? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    public string ResponseType { get; init; } = "ephemeral";

    public bool ReplaceOriginal { get; init; }
}
