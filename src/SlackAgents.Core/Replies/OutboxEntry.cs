namespace SlackAgents.Core.Replies;

/// <summary>A stored message that waits to be sent.</summary>
/// <param name="Attempts">How often sending was begun before now. Above zero, a post may already be there.</param>
internal sealed record OutboxEntry(OutboxMessage Message, int Attempts);
