namespace SlackAgents.Core.Replies;

/// <summary>A file on the host that goes into the thread, and is deleted when it is there.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">As people see it; data, bounded.</param>
/// <param name="Title">Data, bounded.</param>
/// <param name="Comment">A sentence of ours beside it, unlike any other in its thread: by it the file is found again.</param>
internal sealed record OutboxFile(string Path, string Name, string Title, string Comment);
