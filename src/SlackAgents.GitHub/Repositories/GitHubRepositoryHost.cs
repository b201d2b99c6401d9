using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Authentication;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Repositories;

/// <summary>GitHub as the host of repositories.</summary>
internal sealed class GitHubRepositoryHost(
    InstallationTokens tokens, GitHubConnection connection, InstalledRepositories installed, GitHubAppProfile profile, GitHubFailures failures, GitHubAddresses addresses) : IRepositoryHost
{
    public Task<RepositoryInfo> GetRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        TranslateAsync(
            repository,
            () => tokens.UseAsync(repository, TokenPurpose.Fetch, token => GetRepositoryAsync(repository, token, cancellationToken), cancellationToken),
            cancellationToken);

    public Task<RepositoryListing> ListRepositoriesAsync(CancellationToken cancellationToken) =>
        failures.TranslateAsync(async () =>
        {
            await profile.LearnSlugAsync(cancellationToken);
            var install = profile.KnownSlug is { } slug ? addresses.InstallUrl(slug) : null;
            return new RepositoryListing(await installed.GetAllAsync(cancellationToken), install);
        });

    public Task<RepositoryToken> MintTokenAsync(RepositoryName repository, TokenPurpose purpose, CancellationToken cancellationToken) =>
        TranslateAsync(repository, () => tokens.MintAsync(repository, purpose, cancellationToken), cancellationToken);

    public async Task<GitIdentity> GetBotIdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await profile.GetIdentityAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException)
        {
            throw new RepositoryException(RepositoryFailure.Unavailable, $"GitHub did not say who our App is: {exception.Message}", exception);
        }
    }

    public Uri GetCloneUrl(RepositoryName repository) => addresses.CloneUrl(repository);

    public Uri GetPageUrl(RepositoryName repository) => addresses.PageUrl(repository);

    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await profile.CheckAsync(cancellationToken);
        }
        catch (AuthorizationException)
        {
            return ["GitHub does not accept the App's signature. Check that GitHub:AppId and the private key belong to the same App, and the clock of this machine."];
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException)
        {
            return [$"GitHub does not answer at {addresses.Api}: {exception.Message}. Check the network and GitHub:ApiUrl."];
        }
    }

    private async Task<RepositoryInfo> GetRepositoryAsync(RepositoryName repository, string token, CancellationToken cancellationToken)
    {
        var request = new GitHubRequest(HttpMethod.Get, $"repos/{repository.Owner}/{repository.Name}", token) { IsTokenFresh = true };
        var found = await connection.SendAsync<GitHubRepository>(request, cancellationToken);
        if (found.Archived || found.Disabled)
        {
            throw new RepositoryException(RepositoryFailure.ReadOnly, $"{repository} is {(found.Archived ? "archived" : "disabled")}, so nothing can be pushed to it. Unarchive it first.");
        }

        // A renamed repository answers under its new name, which the clone address needs.
        return new RepositoryInfo(RepositoryName.TryParse(found.FullName, out var name) ? name : repository, found.DefaultBranch, found.Private);
    }

    private async Task<T> TranslateAsync<T>(RepositoryName repository, Func<Task<T>> operation, CancellationToken cancellationToken) =>
        await failures.TranslateAsync(repository, () => profile.KnownSlug, async () =>
        {
            try
            {
                return await operation();
            }
            catch (ApiException exception) when (exception is NotFoundException or ForbiddenException or ApiValidationException)
            {
                await profile.LearnSlugAsync(cancellationToken);
                throw;
            }
        });
}
