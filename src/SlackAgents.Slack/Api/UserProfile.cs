namespace SlackAgents.Slack.Api;

internal sealed record UserProfile(string? DisplayName, string? RealName);
