using SlackAgents.Core.Ids;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.PullRequests;

/// <summary>The endpoints of pull requests. Names as in Octokit's <c>IPullRequestsClient</c>.</summary>
internal sealed class PullRequestsClient(GitHubConnection connection)
{
    /// <summary>Open pull requests of a branch. The API finds none unless the head names its owner.</summary>
    public Task<List<GitHubPullRequest>> GetAllForRepositoryAsync(RepositoryName repository, string branch, string token, CancellationToken cancellationToken) =>
        connection.SendAsync<List<GitHubPullRequest>>(
            Request(HttpMethod.Get, $"{Path(repository)}?state=open&per_page=100&head={Uri.EscapeDataString($"{repository.Owner}:{branch}")}", token), cancellationToken);

    public Task<GitHubPullRequest> GetAsync(RepositoryName repository, int number, string token, CancellationToken cancellationToken) =>
        connection.SendAsync<GitHubPullRequest>(Request(HttpMethod.Get, FormattableString.Invariant($"{Path(repository)}/{number}"), token) with { IsRepeatable = true }, cancellationToken);

    public Task<GitHubPullRequest> CreateAsync(RepositoryName repository, NewGitHubPullRequest pullRequest, string token, CancellationToken cancellationToken) =>
        connection.SendAsync<GitHubPullRequest>(Request(HttpMethod.Post, Path(repository), token) with { Body = pullRequest }, cancellationToken);

    public Task<GitHubPullRequest> UpdateAsync(RepositoryName repository, int number, PullRequestUpdate update, string token, CancellationToken cancellationToken) =>
        connection.SendAsync<GitHubPullRequest>(
            Request(HttpMethod.Patch, FormattableString.Invariant($"{Path(repository)}/{number}"), token) with { Body = update, IsRepeatable = true }, cancellationToken);

    private static string Path(RepositoryName repository) => $"repos/{repository.Owner}/{repository.Name}/pulls";

    private static GitHubRequest Request(HttpMethod method, string path, string token) => new(method, path, token) { IsTokenFresh = true };
}
