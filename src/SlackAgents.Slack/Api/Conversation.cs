namespace SlackAgents.Slack.Api;

/// <summary>A channel as <c>conversations.info</c> describes it; only what decisions rest on.</summary>
internal sealed record Conversation
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsIm { get; init; }

    public bool IsMpim { get; init; }

    public bool IsMember { get; init; }

    public bool IsArchived { get; init; }

    public bool IsShared { get; init; }

    public bool IsOrgShared { get; init; }

    public bool IsExtShared { get; init; }

    public bool IsPendingExtShared { get; init; }
}
