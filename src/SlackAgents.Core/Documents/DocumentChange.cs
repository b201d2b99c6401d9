namespace SlackAgents.Core.Documents;

internal sealed record DocumentChange(string? Before, string? After);
