namespace SlackAgents.Playground.Slack.Installing;

/// <summary>What the sign-in page handed out: for one use.</summary>
internal sealed record OpenIdCode(WorkspaceState Team, string UserId, string RedirectUri, string Nonce, DateTimeOffset IssuedAt);
