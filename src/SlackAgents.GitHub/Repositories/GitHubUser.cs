namespace SlackAgents.GitHub.Repositories;

/// <summary>A user as <c>GET /users/{login}</c> describes it.</summary>
internal sealed record GitHubUser(long Id, string Login);
