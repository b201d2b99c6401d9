using SlackAgents.GitHub.Repositories;

namespace SlackAgents.GitHub.Accounts;

/// <summary>Answer of <c>GET /repos/{owner}/{repo}/collaborators/{username}/permission</c>.</summary>
/// <param name="Permission">One of <c>admin</c>, <c>write</c>, <c>read</c>, <c>none</c>; maintain counts as write and triage as read.</param>
/// <param name="RoleName">The role as it is called, also one that an organisation made.</param>
internal sealed record RepositoryPermission(string Permission, string? RoleName, GitHubUser? User);
