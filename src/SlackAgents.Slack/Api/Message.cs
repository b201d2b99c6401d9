using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Api;

/// <summary>A new message. Nothing of it is unfurled, linked by name or parsed: text is what it says.</summary>
internal sealed record Message
{
    public required string Channel { get; init; }

    public required string Text { get; init; }

    public JsonArray? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    public MessageMetadata? Metadata { get; init; }

    public bool UnfurlLinks { get; init; }

    public bool UnfurlMedia { get; init; }

    public string Parse { get; init; } = "none";
}
