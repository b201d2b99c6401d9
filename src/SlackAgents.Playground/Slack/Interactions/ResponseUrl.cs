namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Where an app may answer one command or one click, five times within thirty minutes.</summary>
internal sealed record ResponseUrl(string Id, string ChannelId, string UserId, string? MessageTs, DateTimeOffset IssuedAt)
{
    public int Uses { get; init; }
}
