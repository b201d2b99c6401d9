namespace SlackAgents.GitHub.Checks;

/// <summary>The older kind of checks (docs.github.com/rest/commits/statuses).</summary>
internal sealed record CombinedCommitStatus(IReadOnlyList<CommitStatus>? Statuses);
