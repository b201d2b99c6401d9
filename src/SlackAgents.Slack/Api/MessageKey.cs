namespace SlackAgents.Slack.Api;

internal sealed record MessageKey(string Key, string? Run);
