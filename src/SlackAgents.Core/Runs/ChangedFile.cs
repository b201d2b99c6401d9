namespace SlackAgents.Core.Runs;

/// <summary>A file that the run's branch changes, with its lines.</summary>
/// <param name="Additions">Null for a file that has no lines.</param>
internal sealed record ChangedFile(string Path, int? Additions, int? Deletions);
