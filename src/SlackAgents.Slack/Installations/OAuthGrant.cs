namespace SlackAgents.Slack.Installations;

/// <summary>What <c>oauth.v2.access</c> answers.</summary>
/// <param name="RefreshToken">There when the app's tokens expire.</param>
internal sealed record OAuthGrant(
    string? AccessToken, string? TokenType, string? Scope, OAuthTeam? Team, OAuthUser? AuthedUser, bool IsEnterpriseInstall, string? RefreshToken);

internal sealed record OAuthTeam(string? Id, string? Name);

internal sealed record OAuthUser(string? Id);
