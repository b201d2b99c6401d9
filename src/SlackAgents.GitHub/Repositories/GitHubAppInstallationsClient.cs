using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Repositories;

/// <summary>What an installation's own token may ask for. Names as in Octokit's <c>IGitHubAppInstallationsClient</c>.</summary>
internal sealed class GitHubAppInstallationsClient(GitHubConnection connection)
{
    private const int PageSize = 100;
    private const int MostPages = 50;

    /// <summary><c>GET /installation/repositories</c> (docs.github.com/rest/apps/installations), at most five thousand.</summary>
    /// <param name="token">Minted just now, for this.</param>
    public async Task<IReadOnlyList<GitHubRepository>> GetAllRepositoriesForCurrentAsync(string token, CancellationToken cancellationToken)
    {
        var all = new List<GitHubRepository>();
        for (var page = 1; page <= MostPages; page++)
        {
            var request = new GitHubRequest(HttpMethod.Get, FormattableString.Invariant($"installation/repositories?per_page={PageSize}&page={page}"), token) { IsTokenFresh = true };
            var some = await connection.SendAsync<InstallationRepositories>(request, cancellationToken);
            all.AddRange(some.Repositories ?? []);
            if (some.Repositories is not { Count: PageSize })
            {
                break;
            }
        }

        return all;
    }
}
