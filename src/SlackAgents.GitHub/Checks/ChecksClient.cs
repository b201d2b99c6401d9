using SlackAgents.Core.Ids;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Checks;

/// <summary>What is checked of a commit. Names as in Octokit's <c>ICheckRunsClient</c> and <c>ICommitStatusClient</c>.</summary>
internal sealed class ChecksClient(GitHubConnection connection)
{
    /// <summary>The latest run of each check, up to a hundred.</summary>
    public Task<CheckRunsPage> GetAllForReferenceAsync(RepositoryName repository, string sha, string token, CancellationToken cancellationToken) =>
        connection.SendAsync<CheckRunsPage>(Request($"{Path(repository, sha)}/check-runs?filter=latest&per_page=100", token), cancellationToken);

    public Task<CombinedCommitStatus> GetCombinedAsync(RepositoryName repository, string sha, string token, CancellationToken cancellationToken) =>
        connection.SendAsync<CombinedCommitStatus>(Request($"{Path(repository, sha)}/status?per_page=100", token), cancellationToken);

    private static string Path(RepositoryName repository, string sha) => $"repos/{repository.Owner}/{repository.Name}/commits/{Uri.EscapeDataString(sha)}";

    private static GitHubRequest Request(string path, string token) => new(HttpMethod.Get, path, token) { IsTokenFresh = true, IsRepeatable = true };
}
