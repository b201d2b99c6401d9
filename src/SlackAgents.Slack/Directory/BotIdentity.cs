namespace SlackAgents.Slack.Directory;

/// <param name="Enterprise">On Enterprise Grid: the organisation.</param>
/// <param name="User">Whom people mention.</param>
internal sealed record BotIdentity(string Team, string? Enterprise, string User, string? Bot);
