using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Authentication;

/// <summary>
/// Mints one token per operation: one repository, the permissions of its purpose, revoked when disposed. Only the
/// number of the installation is remembered, never a token.
/// </summary>
internal sealed partial class InstallationTokens(
    GitHubAppsClient apps, GitHubConnection connection, TokenRevocations revocations, SecretRegistry secrets, TimeProvider time, ILogger<InstallationTokens> logger)
{
    private static readonly TimeSpan RevocationTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<RepositoryName, long> _installations = new();

    /// <summary>Runs an operation with a token of its own. The revocation is begun before this returns, and not waited for.</summary>
    public async Task<T> UseAsync<T>(RepositoryName repository, TokenPurpose purpose, Func<string, Task<T>> operation, CancellationToken cancellationToken)
    {
        var token = await MintAsync(repository, purpose, cancellationToken);
        try
        {
            return await operation(token.Value);
        }
        finally
        {
            revocations.Begin(token);
        }
    }

    /// <summary>The same with a token that reads nothing but the list of an installation's repositories.</summary>
    public async Task<T> UseForListingAsync<T>(long installation, Func<string, Task<T>> operation, CancellationToken cancellationToken)
    {
        var minted = await apps.CreateInstallationTokenAsync(installation, new NewAccessToken(null, TokenPermissions.Listing), cancellationToken);
        var token = Wrap(minted, "list", FormattableString.Invariant($"installation {installation}"));
        try
        {
            return await operation(token.Value);
        }
        finally
        {
            revocations.Begin(token);
        }
    }

    /// <exception cref="ApiException">GitHub does not give it; <see cref="NotFoundException"/> when the App is not installed.</exception>
    public async Task<RepositoryToken> MintAsync(RepositoryName repository, TokenPurpose purpose, CancellationToken cancellationToken)
    {
        var request = new NewAccessToken([repository.Name], TokenPermissions.Of(purpose));
        if (_installations.TryGetValue(repository, out var known))
        {
            try
            {
                return Wrap(await apps.CreateInstallationTokenAsync(known, request, cancellationToken), purpose.ToString(), repository.ToString());
            }
            catch (ApiException exception) when (exception is NotFoundException or ApiValidationException)
            {
                // Uninstalled, installed anew or moved since: ask again whose it is.
                _installations.TryRemove(repository, out _);
            }
        }

        var installation = await apps.GetRepositoryInstallationForCurrentAsync(repository, cancellationToken);
        var token = await apps.CreateInstallationTokenAsync(installation.Id, request, cancellationToken);
        _installations[repository] = installation.Id;
        return Wrap(token, purpose.ToString(), repository.ToString());
    }

    private RepositoryToken Wrap(AccessToken token, string purpose, string place)
    {
        // Whatever its shape, it is taken out of all that is written down from here on.
        secrets.AddMinted(token.Token, token.ExpiresAt);
        Log.Minted(logger, purpose, place, token.ExpiresAt);
        return new RepositoryToken(token.Token, token.ExpiresAt, () => RevokeAsync(token.Token, purpose, place));
    }

    /// <summary>
    /// <c>DELETE /installation/token</c>. A 401 can mean that the token is too young to be known everywhere, so it is
    /// tried again as any other failure, and logged when it stays.
    /// </summary>
    private async ValueTask RevokeAsync(string token, string purpose, string place)
    {
        // Not the caller's token: a cancelled run's credential is revoked all the same.
        using var limit = new CancellationTokenSource(RevocationTimeout, time);
        var request = new GitHubRequest(HttpMethod.Delete, "installation/token", token) { IsRepeatable = true, IsTokenFresh = true };
        try
        {
            using var response = await connection.SendAsync(request, limit.Token);
            Log.Revoked(logger, purpose, place);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            Log.RevocationFailed(logger, purpose, place, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Minted a token to {Purpose} {Place}, valid until {ExpiresAt}")]
        public static partial void Minted(ILogger logger, string purpose, string place, DateTimeOffset expiresAt);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Revoked the token to {Purpose} {Place}")]
        public static partial void Revoked(ILogger logger, string purpose, string place);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The token to {Purpose} {Place} could not be revoked and expires by itself: {Reason}")]
        public static partial void RevocationFailed(ILogger logger, string purpose, string place, string reason);
    }
}
