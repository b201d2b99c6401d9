namespace SlackAgents.Core.Policies.Accounts;

internal sealed record IdentityLink(GitHubAccount Account, DateTimeOffset LinkedAt);
