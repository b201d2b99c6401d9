namespace SlackAgents.Core.Runs;

/// <summary>What GitHub's checks say of one commit.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="Failed">Names of those that failed, bounded; data of the repository.</param>
internal sealed record CheckSummary(string Sha, int Passed, int Pending, IReadOnlyList<string> Failed);
