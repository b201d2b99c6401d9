namespace SlackAgents.Slack.Api;

internal sealed record PostMessageResponse(string? Ts, string? Channel);
