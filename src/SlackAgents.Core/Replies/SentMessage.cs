namespace SlackAgents.Core.Replies;

/// <summary>What became of a message.</summary>
/// <param name="IsDone">Sent, or given up.</param>
/// <param name="Ts">The posted message's; null where there is none.</param>
internal sealed record SentMessage(bool IsDone, string? Ts);
