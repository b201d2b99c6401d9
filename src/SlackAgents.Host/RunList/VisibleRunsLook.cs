using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.RunList;

/// <summary>One person's look at the list: asks so often, and no more. What is left undecided is left out, and said.</summary>
internal sealed class VisibleRunsLook(VisibleRuns visible, PersonId viewer)
{
    /// <summary>Each question may go to Slack or GitHub.</summary>
    private const int MaxQuestions = 100;

    private int _asked;

    /// <summary>Something was left out because nobody could say.</summary>
    public bool IsIncomplete { get; private set; }

    public async Task<bool> MaySeeAsync(Run run, CancellationToken cancellationToken) =>
        await MaySeeAsync(run.Requester.Person, run.Channel, run.Repository, () => Task.FromResult<Run?>(run), cancellationToken);

    /// <param name="example">One of the runs that it is about.</param>
    public async Task<bool> MaySeeAsync(PersonId requester, string channel, RepositoryName repository, Func<Task<Run?>> example, CancellationToken cancellationToken)
    {
        var key = new VisibleRuns.Key(viewer, channel, requester == viewer, repository);
        if (visible.Known(key) is { } known)
        {
            return known;
        }

        if (_asked++ >= MaxQuestions || await example() is not { } run || await visible.AskAsync(key, run, cancellationToken) is not { } answer)
        {
            IsIncomplete = true;
            return false;
        }

        return answer;
    }
}
