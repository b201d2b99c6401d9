using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Publishing;

/// <summary>The wall to the service where pull requests are opened (GitHub).</summary>
internal interface IPullRequestHost
{
    /// <summary>The open pull request of a branch, or null.</summary>
    Task<PullRequest?> FindAsync(RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a pull request, as a draft where the repository can. When one exists for the branch already, that one is
    /// returned: safe to repeat after a crash. Mints and revokes its own token.
    /// </summary>
    /// <exception cref="Repositories.RepositoryException">The host refused or does not answer.</exception>
    Task<PullRequest> OpenAsync(NewPullRequest pullRequest, CancellationToken cancellationToken);

    /// <summary>Replaces title and body of an open pull request.</summary>
    Task<PullRequest> UpdateAsync(RepositoryName repository, int number, string title, string body, CancellationToken cancellationToken);

    /// <summary>What became of a pull request, and what the checks say of <paramref name="sha"/>.</summary>
    /// <exception cref="Repositories.RepositoryException">The host refused or does not answer.</exception>
    Task<PullRequestStatus> GetStatusAsync(RepositoryName repository, int number, string sha, CancellationToken cancellationToken);
}
