namespace SlackAgents.Slack.Api;

/// <summary>Who the bot token is.</summary>
internal sealed record AuthTestResponse(string? TeamId, string? UserId, string? BotId, string? EnterpriseId, string? Team, string? Url);
