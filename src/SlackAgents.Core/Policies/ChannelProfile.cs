namespace SlackAgents.Core.Policies;

/// <param name="IsExternal">Shared with another organisation or workspace (Slack Connect).</param>
/// <param name="IsMember">The bot is in it and hears replies.</param>
internal sealed record ChannelProfile(string Id, string Name, bool IsPrivate, bool IsDirectMessage, bool IsExternal, bool IsMember, bool IsArchived);
