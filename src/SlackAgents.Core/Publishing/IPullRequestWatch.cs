using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Publishing;

/// <summary>Who wants to know that there may be news of a pull request.</summary>
internal interface IPullRequestWatch
{
    /// <summary>Has it looked at soon. Whoever calls need not be believed: the state itself is asked of the host.</summary>
    /// <param name="repository">Where the news comes from; that of another repository than the run's own is none.</param>
    Task LookSoonAsync(RunId run, RepositoryName repository, CancellationToken cancellationToken);
}
