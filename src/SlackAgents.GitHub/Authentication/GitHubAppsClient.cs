using SlackAgents.Core.Ids;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Authentication;

/// <summary>The endpoints that the App calls as itself. Names as in Octokit's <c>IGitHubAppsClient</c>.</summary>
internal sealed class GitHubAppsClient(GitHubConnection connection, AppJwtFactory tokens)
{
    private const int MostInstallationPages = 10;

    /// <summary><c>GET /app</c>.</summary>
    public Task<GitHubApp> GetCurrentAsync(CancellationToken cancellationToken) =>
        SendAsync<GitHubApp>(HttpMethod.Get, "app", null, cancellationToken);

    /// <summary><c>GET /app/installations</c>, at most a thousand.</summary>
    public async Task<IReadOnlyList<Installation>> GetAllInstallationsForCurrentAsync(CancellationToken cancellationToken)
    {
        var all = new List<Installation>();
        for (var page = 1; page <= MostInstallationPages; page++)
        {
            var some = await SendAsync<List<Installation>>(HttpMethod.Get, FormattableString.Invariant($"app/installations?per_page=100&page={page}"), null, cancellationToken);
            all.AddRange(some);
            if (some.Count < 100)
            {
                break;
            }
        }

        return all;
    }

    /// <summary><c>GET /repos/{owner}/{repo}/installation</c>; 404 when the App is not installed there.</summary>
    public Task<Installation> GetRepositoryInstallationForCurrentAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        SendAsync<Installation>(HttpMethod.Get, $"repos/{repository.Owner}/{repository.Name}/installation", null, cancellationToken);

    /// <summary><c>POST /app/installations/{id}/access_tokens</c>. Safe to repeat: a token that got lost dies by itself.</summary>
    public Task<AccessToken> CreateInstallationTokenAsync(long installation, NewAccessToken request, CancellationToken cancellationToken) =>
        SendAsync<AccessToken>(HttpMethod.Post, FormattableString.Invariant($"app/installations/{installation}/access_tokens"), request, cancellationToken);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.SendAsync<T>(Request(), cancellationToken);
        }
        catch (AuthorizationException exception) when (exception.Date is { } date && tokens.Adjust(date))
        {
            // Our clock is wrong, which GitHub calls an expired token or one from the future. Sign again with its time.
            return await connection.SendAsync<T>(Request(), cancellationToken);
        }

        GitHubRequest Request() => new(method, path, tokens.Create()) { Body = body, IsRepeatable = true };
    }
}
