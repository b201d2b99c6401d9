namespace SlackAgents.Core.Replies;

/// <summary>The status that Slack itself shows beside a thread, where the workspace has it (docs.slack.dev/reference/methods/agents.sessions.setStatus).</summary>
internal interface IAgentSessions
{
    /// <summary>A decoration: waits for its turn, fails silently, and is off for a while where the workspace does not have it.</summary>
    /// <param name="title">Of a session that begins with this; at most 200 characters count.</param>
    Task SetStatusAsync(string channel, string threadTs, AgentSessionStatus status, string? title, CancellationToken cancellationToken);
}
