using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Authentication;
using SlackAgents.GitHub.Http;
using SlackAgents.GitHub.Repositories;

namespace SlackAgents.GitHub.Accounts;

/// <inheritdoc/>
internal sealed partial class GitHubRepositoryRights(
    InstallationTokens tokens, GitHubConnection connection, GitHubFailures failures, TimeProvider time, ILogger<GitHubRepositoryRights> logger) : IRepositoryRights
{
    private const int MostRemembered = 10_000;

    /// <summary>Who loses access keeps it here for so long at most.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(long Account, RepositoryName Repository), (RepositoryRight Right, DateTimeOffset Until)> _known = new();

    public async Task<RepositoryRight> FindAsync(GitHubAccount account, RepositoryName repository, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((account.Id, repository), out var known) && known.Until > time.GetUtcNow())
        {
            return known.Right;
        }

        var right = await AskAsync(account, repository, cancellationToken);
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[(account.Id, repository)] = (right, time.GetUtcNow() + Lifetime);
        return right;
    }

    private async Task<RepositoryRight> AskAsync(GitHubAccount account, RepositoryName repository, CancellationToken cancellationToken)
    {
        try
        {
            return await failures.TranslateAsync(
                repository,
                () => null,
                () => tokens.UseAsync(repository, TokenPurpose.Inspect, token => AskAsync(account, repository, token, cancellationToken), cancellationToken));
        }
        catch (RepositoryException exception) when (exception.Failure is not (RepositoryFailure.Unavailable or RepositoryFailure.RateLimited))
        {
            Log.NotSeen(logger, repository, exception.Message);
            return RepositoryRight.None;
        }
    }

    private async Task<RepositoryRight> AskAsync(GitHubAccount account, RepositoryName repository, string token, CancellationToken cancellationToken)
    {
        var answer = await AskByNameAsync(account.Login, repository, token, cancellationToken);
        if (answer?.User?.Id != account.Id)
        {
            // Renamed since it was linked; its old name may be somebody else's by now.
            var path = string.Create(CultureInfo.InvariantCulture, $"user/{account.Id}");
            var user = await connection.SendAsync<GitHubUser>(new GitHubRequest(HttpMethod.Get, path, token) { IsTokenFresh = true }, cancellationToken);
            answer = await AskByNameAsync(user.Login, repository, token, cancellationToken);
        }

        return answer?.User?.Id == account.Id ? RightOf(answer) : RepositoryRight.None;
    }

    private async Task<RepositoryPermission?> AskByNameAsync(string login, RepositoryName repository, string token, CancellationToken cancellationToken)
    {
        try
        {
            var path = $"repos/{repository.Owner}/{repository.Name}/collaborators/{Uri.EscapeDataString(login)}/permission";
            return await connection.SendAsync<RepositoryPermission>(new GitHubRequest(HttpMethod.Get, path, token) { IsTokenFresh = true }, cancellationToken);
        }
        catch (NotFoundException)
        {
            return null; // not a user, or none that GitHub would name
        }
    }

    private static RepositoryRight RightOf(RepositoryPermission answer) => (answer.Permission, answer.RoleName) switch
    {
        ("admin", _) or ("write", "maintain") => RepositoryRight.Admin,
        ("write", _) => RepositoryRight.Write,
        ("read", _) => RepositoryRight.Read,
        _ => RepositoryRight.None,
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody's rights on {Repository} can be asked for: {Reason}")]
        public static partial void NotSeen(ILogger logger, RepositoryName repository, string reason);
    }
}
