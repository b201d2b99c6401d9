namespace SlackAgents.Core.Sandboxes;

/// <param name="AtRestSince">Null while a turn is under way or waits.</param>
internal sealed record SandboxOwner(DateTimeOffset? AtRestSince);
