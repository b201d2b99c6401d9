namespace SlackAgents.Slack.Api;

/// <param name="Status">active, processing, suspended or closed.</param>
/// <param name="Title">Counts only for a session that is created by this; at most 200 characters.</param>
internal sealed record AgentSessionUpdate(string ChannelId, string ThreadTs, string Status, string? Title);
