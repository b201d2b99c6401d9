using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Authentication;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Repositories;

/// <summary>
/// All that the App may work on, one installation after the other. An installation that does not let us in (suspended,
/// or without a permission) is left out; an outage is one of the whole list, which must not look as if it had shrunk.
/// </summary>
internal sealed partial class InstalledRepositories(
    GitHubAppsClient apps, InstallationTokens tokens, GitHubAppInstallationsClient installations, ILogger<InstalledRepositories> logger)
{
    public async Task<IReadOnlyList<RepositoryInfo>> GetAllAsync(CancellationToken cancellationToken)
    {
        var all = new List<RepositoryInfo>();
        foreach (var installation in await apps.GetAllInstallationsForCurrentAsync(cancellationToken))
        {
            if (installation.SuspendedAt is null)
            {
                all.AddRange(await GetAsync(installation, cancellationToken));
            }
        }

        return all;
    }

    private async Task<IEnumerable<RepositoryInfo>> GetAsync(Installation installation, CancellationToken cancellationToken)
    {
        try
        {
            var found = await tokens.UseForListingAsync(
                installation.Id, token => installations.GetAllRepositoriesForCurrentAsync(token, cancellationToken), cancellationToken);
            return found
                .Where(repository => !repository.Archived && !repository.Disabled)
                .Select(repository => RepositoryName.TryParse(repository.FullName, out var name) ? new RepositoryInfo(name, repository.DefaultBranch, repository.Private) : null)
                .OfType<RepositoryInfo>();
        }
        catch (ApiException exception) when (exception is NotFoundException or ForbiddenException or ApiValidationException && exception is not LimitException)
        {
            Log.LeftOut(logger, installation.Account?.Login ?? "an unknown account", exception.Message);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The repositories of {Owner} are left out of the list: {Reason}")]
        public static partial void LeftOut(ILogger logger, string owner, string reason);
    }
}
