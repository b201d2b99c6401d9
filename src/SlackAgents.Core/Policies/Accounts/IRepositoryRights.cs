using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>What GitHub lets accounts do, as the App sees it. Answers may be up to five minutes old.</summary>
internal interface IRepositoryRights
{
    /// <summary>None also when the App cannot see the repository. When GitHub does not answer this throws, and nothing is decided.</summary>
    Task<RepositoryRight> FindAsync(GitHubAccount account, RepositoryName repository, CancellationToken cancellationToken);
}
