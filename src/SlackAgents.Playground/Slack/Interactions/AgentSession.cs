namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>What the app says about its work in one thread. docs.slack.dev/ai/agent-sessions</summary>
/// <param name="Status"><c>active</c>, <c>processing</c>, <c>suspended</c> or <c>closed</c>.</param>
internal sealed record AgentSession(string ChannelId, string ThreadTs, string Status, string? Title, DateTimeOffset SetAt);
