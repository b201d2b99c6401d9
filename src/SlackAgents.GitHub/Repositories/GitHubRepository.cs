namespace SlackAgents.GitHub.Repositories;

/// <summary>A repository as <c>GET /repos/{owner}/{repo}</c> describes it.</summary>
internal sealed record GitHubRepository(string FullName, string DefaultBranch, bool Private, bool Archived, bool Disabled);
