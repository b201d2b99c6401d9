namespace SlackAgents.Core.Runs.Results;

/// <summary>A file of the host that goes to the thread when a turn ends.</summary>
/// <param name="Key">Unlike any other of the turn.</param>
/// <param name="AttachmentId">The id that it would have as an attachment of the agent's; null for what the agent cannot attach itself.</param>
internal sealed record ResultFile(string Path, string Key, string Name, string Title, string Comment, string? AttachmentId);
