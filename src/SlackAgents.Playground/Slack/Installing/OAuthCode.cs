namespace SlackAgents.Playground.Slack.Installing;

/// <summary>What the authorisation page handed out. docs.slack.dev/authentication/installing-with-oauth: ten minutes, one use.</summary>
internal sealed record OAuthCode(WorkspaceState Team, string? RedirectUri, string Scope, string UserId, DateTimeOffset IssuedAt);
