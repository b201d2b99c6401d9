using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.GitHub.Http;
using SlackAgents.GitHub.Repositories;

namespace SlackAgents.GitHub.Accounts;

/// <summary>
/// Signing in by the App's web flow (docs.github.com, "Generating a user access token for a GitHub App"). The user's token
/// lives for two requests: it says whose it is, and is revoked.
/// </summary>
internal sealed partial class GitHubSignIn(
    GitHubConnection connection, GitHubAddresses addresses, SecretRegistry secrets, IOptions<GitHubOptions> options, TimeProvider time, ILogger<GitHubSignIn> logger) : IGitHubSignIn
{
    /// <summary>User tokens expire after eight hours, if the App lets them expire.</summary>
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(8);

    private static readonly TimeSpan RevocationTimeout = TimeSpan.FromSeconds(10);

    public IReadOnlyList<string> MissingSettings =>
    [
        .. from setting in ((string Key, string Value)[])[("GitHub:ClientId", options.Value.ClientId), ("GitHub:ClientSecret", options.Value.ClientSecret)]
            where setting.Value.Length == 0
            select setting.Key,
    ];

    public Uri GetPage(string state, Uri returnTo) => new(
        addresses.SignIn,
        $"login/oauth/authorize?client_id={Uri.EscapeDataString(options.Value.ClientId)}&state={Uri.EscapeDataString(state)}&redirect_uri={Uri.EscapeDataString(returnTo.AbsoluteUri)}");

    public async Task<GitHubAccount?> FinishAsync(string code, Uri returnTo, CancellationToken cancellationToken)
    {
        try
        {
            if (await ExchangeAsync(code, returnTo, cancellationToken) is not { } token)
            {
                return null;
            }

            try
            {
                var user = await connection.SendAsync<GitHubUser>(new GitHubRequest(HttpMethod.Get, "user", token) { IsTokenFresh = true }, cancellationToken);
                return new GitHubAccount(user.Id, user.Login);
            }
            finally
            {
                await RevokeAsync(token);
            }
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException or ExecutionRejectedException)
        {
            Log.Failed(logger, exception.Message);
            throw new GitHubSilentException("GitHub does not answer as it should.", exception);
        }
    }

    private async Task<string?> ExchangeAsync(string code, Uri returnTo, CancellationToken cancellationToken)
    {
        var request = new GitHubRequest(HttpMethod.Post, new Uri(addresses.SignIn, "login/oauth/access_token").AbsoluteUri, null)
        {
            Accept = "application/json",
            Body = new UserTokenRequest(options.Value.ClientId, options.Value.ClientSecret, code, returnTo.AbsoluteUri),
        };
        var answer = await connection.SendAsync<UserToken>(request, cancellationToken);
        if (answer.AccessToken is { Length: > 0 } token)
        {
            secrets.AddMinted(token, time.GetUtcNow() + TokenLifetime);
            return token;
        }

        Log.Refused(logger, answer.Error ?? "nothing", answer.ErrorDescription);
        return answer.Error switch
        {
            "bad_verification_code" => null,
            "incorrect_client_credentials" => throw new GitHubSilentException("GitHub does not accept GitHub:ClientId and GitHub:ClientSecret. An operator has to check them."),
            "redirect_uri_mismatch" => throw new GitHubSilentException($"The GitHub App does not know {returnTo} as a callback address. An operator has to add it in the App's settings."),
            _ => throw new GitHubSilentException("GitHub did not say who you are."),
        };
    }

    private async Task RevokeAsync(string token)
    {
        // Not the caller's token: a browser that left does not keep the token alive.
        using var limit = new CancellationTokenSource(RevocationTimeout, time);
        var client = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.ClientId}:{options.Value.ClientSecret}"));
        var request = new GitHubRequest(HttpMethod.Delete, $"applications/{Uri.EscapeDataString(options.Value.ClientId)}/token", client)
        {
            Scheme = "Basic",
            Body = new UserTokenRevocation(token),
            IsRepeatable = true,
        };
        try
        {
            using var response = await connection.SendAsync(request, limit.Token);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException or ExecutionRejectedException or OperationCanceledException)
        {
            Log.NotRevoked(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "GitHub did not let somebody sign in: {Error} {Description}")]
        public static partial void Refused(ILogger logger, string error, string? description);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody could not be signed in with GitHub: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A user's token could not be revoked and expires by itself: {Reason}")]
        public static partial void NotRevoked(ILogger logger, string reason);
    }
}
