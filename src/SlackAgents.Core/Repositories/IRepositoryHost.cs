using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>The wall to the service that hosts repositories (GitHub).</summary>
internal interface IRepositoryHost
{
    /// <exception cref="RepositoryException">Not installed, not found, archived, or the host does not answer.</exception>
    Task<RepositoryInfo> GetRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>Every repository that the App may work on, at most some thousands. Takes as long as the host does.</summary>
    /// <exception cref="RepositoryException">The host does not answer, or not the App.</exception>
    Task<RepositoryListing> ListRepositoriesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Mints a token for one purpose and one repository. Disposing it revokes it; do so right after the operation.
    /// </summary>
    /// <exception cref="RepositoryException">The installation does not allow it or the host does not answer.</exception>
    Task<RepositoryToken> MintTokenAsync(RepositoryName repository, TokenPurpose purpose, CancellationToken cancellationToken);

    /// <summary>Author of the commits that we make: the App's bot user.</summary>
    Task<GitIdentity> GetBotIdentityAsync(CancellationToken cancellationToken);

    /// <summary>Clone URL without credentials.</summary>
    Uri GetCloneUrl(RepositoryName repository);

    /// <summary>Page where people read the repository, for links.</summary>
    Uri GetPageUrl(RepositoryName repository);

    /// <summary>What keeps the host from being used, as sentences with the next step; empty when all is well.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
