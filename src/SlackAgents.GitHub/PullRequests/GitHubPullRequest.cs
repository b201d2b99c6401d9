using SlackAgents.Core.Publishing;

namespace SlackAgents.GitHub.PullRequests;

/// <summary>A pull request as the REST API describes it.</summary>
/// <param name="Merged">Only in the answer for one pull request; lists have <paramref name="MergedAt"/>.</param>
internal sealed record GitHubPullRequest(int Number, Uri HtmlUrl, string State, bool Draft, bool? Merged, DateTimeOffset? MergedAt)
{
    public PullRequest ToPullRequest() => new(Number, HtmlUrl, Draft, Merged == true || MergedAt is not null ? "merged" : State);
}
