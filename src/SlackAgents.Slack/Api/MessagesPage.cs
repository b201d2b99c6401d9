using System.Text.Json;

namespace SlackAgents.Slack.Api;

/// <summary>Messages as Slack wrote them.</summary>
internal sealed record MessagesPage
{
    public IReadOnlyList<JsonElement>? Messages { get; init; }

    public bool HasMore { get; init; }

    public PageMetadata? ResponseMetadata { get; init; }

    /// <summary>Cursor of the next page, or null on the last one.</summary>
    public string? NextCursor => HasMore && ResponseMetadata?.NextCursor is { Length: > 0 } cursor ? cursor : null;
}
