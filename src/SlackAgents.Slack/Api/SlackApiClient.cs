using SlackAgents.Slack.Directory;

namespace SlackAgents.Slack.Api;

/// <summary>
/// Slack's Web API with one token, as far as the product uses it; groups and names as in SlackNet. What is about a
/// workspace gets the right one from <see cref="SlackApiClients"/>; the one that is injected has the configured tokens.
/// </summary>
internal sealed class SlackApiClient(SlackWebApi api)
{
    // Two first callers may both ask: the answers are equal.
    private volatile BotIdentity? _identity;

    public SlackWebApi Web => api;

    public AgentSessionsApi AgentSessions { get; } = new(api);

    public AppsConnectionsApi AppsConnections { get; } = new(api);

    public AuthApi Auth { get; } = new(api);

    public ChatApi Chat { get; } = new(api);

    public ConversationsApi Conversations { get; } = new(api);

    public ReactionsApi Reactions { get; } = new(api);

    public UsersApi Users { get; } = new(api);

    public ViewsApi Views { get; } = new(api);

    /// <summary>Whose token it is; null until it was asked for.</summary>
    public BotIdentity? Identity => _identity;

    public SlackApiClient WithToken(string botToken) => new(api.WithToken(botToken));

    /// <summary>Asked once; a token never changes its owner.</summary>
    /// <exception cref="SlackException">Slack refused or did not answer.</exception>
    public async ValueTask<BotIdentity> GetIdentityAsync(CancellationToken cancellationToken)
    {
        if (_identity is { } known)
        {
            return known;
        }

        var answer = await Auth.TestAsync(cancellationToken);
        return answer.TeamId is null || answer.UserId is null
            ? throw new SlackException("auth.test", SlackErrorCodes.InvalidResponse, "auth.test: Slack's answer names no team or user.")
            : _identity = new BotIdentity(answer.TeamId, answer.EnterpriseId, answer.UserId, answer.BotId);
    }
}
