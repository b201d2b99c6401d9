using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

internal sealed class PullRequestStore(ChangeSignal changed)
{
    private readonly Lock _lock = new();
    private readonly List<PullRequest> _pulls = [];

    public IReadOnlyList<PullRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _pulls];
            }
        }
    }

    public IReadOnlyList<PullRequest> In(string repository) => [.. All.Where(pull => pull.Repository == repository)];

    public PullRequest? Find(string repository, int number) => In(repository).FirstOrDefault(pull => pull.Number == number);

    /// <summary>Opens one, unless one is open for the same branches already; then null.</summary>
    public PullRequest? TryOpen(Func<int, PullRequest> create)
    {
        PullRequest opened;
        lock (_lock)
        {
            opened = create(0);
            if (_pulls.Exists(pull => pull.IsOpen && pull.Repository == opened.Repository && pull.HeadBranch == opened.HeadBranch && pull.BaseBranch == opened.BaseBranch))
            {
                return null;
            }

            opened = create(_pulls.Count(pull => pull.Repository == opened.Repository) + 1);
            _pulls.Add(opened);
        }

        changed.Raise();
        return opened;
    }

    public PullRequest? Change(string repository, int number, Func<PullRequest, PullRequest> change)
    {
        PullRequest? after;
        lock (_lock)
        {
            var index = _pulls.FindIndex(pull => pull.Repository == repository && pull.Number == number);
            after = index < 0 ? null : _pulls[index] = change(_pulls[index]);
        }

        changed.Raise();
        return after;
    }
}
