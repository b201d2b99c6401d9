using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.GitHub;

internal sealed class RememberingWatch : IPullRequestWatch
{
    public List<(RunId Run, RepositoryName Repository)> Asked { get; } = [];

    public Task LookSoonAsync(RunId run, RepositoryName repository, CancellationToken cancellationToken)
    {
        Asked.Add((run, repository));
        return Task.CompletedTask;
    }
}
