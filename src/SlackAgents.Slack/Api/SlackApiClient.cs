namespace SlackAgents.Slack.Api;

/// <summary>Slack's Web API, as far as the product uses it; groups and names as in SlackNet.</summary>
internal sealed class SlackApiClient(SlackWebApi api)
{
    public AgentSessionsApi AgentSessions { get; } = new(api);

    public AppsConnectionsApi AppsConnections { get; } = new(api);

    public AuthApi Auth { get; } = new(api);

    public ChatApi Chat { get; } = new(api);

    public ConversationsApi Conversations { get; } = new(api);

    public ReactionsApi Reactions { get; } = new(api);

    public UsersApi Users { get; } = new(api);

    public ViewsApi Views { get; } = new(api);
}
