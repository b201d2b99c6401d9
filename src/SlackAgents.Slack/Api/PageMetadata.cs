namespace SlackAgents.Slack.Api;

internal sealed record PageMetadata(string? NextCursor);
