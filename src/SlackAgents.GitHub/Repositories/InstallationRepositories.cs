namespace SlackAgents.GitHub.Repositories;

/// <summary>A page of <c>GET /installation/repositories</c>.</summary>
internal sealed record InstallationRepositories(int TotalCount, IReadOnlyList<GitHubRepository>? Repositories);
