using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What publishing does to the outside: policy, push, pull request. Safe to repeat.</summary>
internal sealed class Publisher(PushPolicy policy, BranchPusher pusher, Quarantines quarantines, IPullRequestHost pullRequests, PullRequestText text, BranchChanges changes)
{
    /// <summary>Null when there is nothing.</summary>
    public Task<BranchDiff?> ReadAsync(Run run, CancellationToken cancellationToken) => changes.ReadAsync(run, cancellationToken);

    public PushPolicyVerdict Judge(BranchDiff diff) => policy.Evaluate(diff);

    public Task<PushResult> PushAsync(Run run, BranchDiff diff, CancellationToken cancellationToken) =>
        pusher.PushAsync(
            new BranchPush(run.Id, run.Repository, quarantines.PathOf(run.Id), run.Branch, diff.HeadSha, run.PushedSha, policy.ChangesWorkflows(diff)),
            cancellationToken);

    public async Task<PullRequest> OpenPullRequestAsync(Run run, BranchDiff diff, CancellationToken cancellationToken)
    {
        var body = await text.ComposeAsync(run, diff, cancellationToken);
        if (run.PullRequestNumber is { } number)
        {
            return await pullRequests.UpdateAsync(run.Repository, number, GitHubMarkdown.Title(run.Title), body, cancellationToken);
        }

        return await pullRequests.OpenAsync(new NewPullRequest(run.Repository, run.Branch, run.Base ?? "main", GitHubMarkdown.Title(run.Title), body), cancellationToken);
    }
}
