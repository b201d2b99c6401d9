namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods/auth.test</summary>
internal sealed class AuthApi(SlackWebApi api)
{
    public Task<AuthTestResponse> TestAsync(CancellationToken cancellationToken) =>
        api.CallAsync<AuthTestResponse>(SlackMethod.AuthTest, new { }, cancellationToken);

    /// <summary>Scopes of the bot token, from the header <c>X-OAuth-Scopes</c>; empty when Slack does not say.</summary>
    public Task<IReadOnlyList<string>> GetScopesAsync(CancellationToken cancellationToken) => api.GetBotScopesAsync(cancellationToken);
}
