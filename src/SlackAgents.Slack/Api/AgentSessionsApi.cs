namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods/agents.sessions.setStatus</summary>
internal sealed class AgentSessionsApi(SlackWebApi api)
{
    public Task SetStatusAsync(AgentSessionUpdate update, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.AgentsSessionsSetStatus, update, cancellationToken);
}
