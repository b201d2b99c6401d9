using Microsoft.Extensions.Logging;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Authentication;
using SlackAgents.GitHub.Http;

namespace SlackAgents.GitHub.Repositories;

/// <summary>What the App is called, and as whom it commits. Asked once; it does not change while we run.</summary>
internal sealed partial class GitHubAppProfile(GitHubAppsClient apps, GitHubConnection connection, GitHubAddresses addresses, ILogger<GitHubAppProfile> logger)
{
    private volatile GitHubApp? _app;
    private volatile GitIdentity? _identity;

    /// <summary>The slug when it was asked for before, for links in errors.</summary>
    public string? KnownSlug => _app?.Slug;

    public async Task<GitHubApp> GetAsync(CancellationToken cancellationToken) => _app ??= await apps.GetCurrentAsync(cancellationToken);

    /// <summary>Asks for the slug so that an error can name the App's page. An error on the way changes nothing.</summary>
    public async Task LearnSlugAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException)
        {
            Log.NoSlug(logger, exception.Message);
        }
    }

    /// <summary>
    /// <c>slug[bot]</c> and its address with the bot user's id, by which GitHub shows the App as the author. Without the
    /// id (a server that does not show users to strangers) the address is as stable, only not linked.
    /// </summary>
    public async Task<GitIdentity> GetIdentityAsync(CancellationToken cancellationToken)
    {
        if (_identity is { } known)
        {
            return known;
        }

        var app = await GetAsync(cancellationToken);
        var login = $"{app.Slug}[bot]";
        try
        {
            // The App's own token is not accepted here, and no repository's token is needed: the endpoint is public.
            var user = await connection.SendAsync<GitHubUser>(new GitHubRequest(HttpMethod.Get, $"users/{Uri.EscapeDataString(login)}", null), cancellationToken);
            return _identity = new GitIdentity(login, FormattableString.Invariant($"{user.Id}+{login}@{addresses.NoReplyDomain}"));
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or TimeoutException)
        {
            Log.NoBotUser(logger, login, exception.Message);
            return new GitIdentity(login, $"{login}@{addresses.NoReplyDomain}");
        }
    }

    /// <summary>What is missing for work, as sentences with the next step.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        _app = null;
        var app = await GetAsync(cancellationToken);
        var problems = new List<string>();
        if (TokenPermissions.Missing(app.Permissions) is { Count: > 0 } missing)
        {
            problems.Add($"The GitHub App '{app.Slug}' lacks {string.Join(", ", missing)}. Add it in the App's settings under 'Permissions & events'{(app.HtmlUrl is null ? "" : $" ({app.HtmlUrl})")}.");
        }

        var installations = await apps.GetAllInstallationsForCurrentAsync(cancellationToken);
        if (installations.Count == 0)
        {
            problems.Add($"The GitHub App '{app.Slug}' is installed nowhere. Install it: {addresses.InstallUrl(app.Slug)}");
        }

        foreach (var installation in installations)
        {
            var owner = installation.Account?.Login ?? "an unknown account";
            if (installation.SuspendedAt is not null)
            {
                problems.Add($"The installation on {owner} is suspended. Its owner can unsuspend it{At(installation)}.");
            }
            else if (TokenPermissions.Missing(installation.Permissions) is { Count: > 0 } pending)
            {
                problems.Add($"The installation on {owner} has not accepted {string.Join(", ", pending)}. Its owner can accept the new permissions{At(installation)}.");
            }

            Log.Installed(logger, app.Slug, owner, installation.RepositorySelection ?? "unknown");
        }

        return problems;
    }

    private static string At(Installation installation) => installation.HtmlUrl is null ? "" : $" at {installation.HtmlUrl}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The GitHub App {App} is installed on {Owner} ({Selection} repositories)")]
        public static partial void Installed(ILogger logger, string app, string owner, string selection);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The App's name could not be asked for: {Reason}")]
        public static partial void NoSlug(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The user {Login} could not be looked up, so commits are not linked to the App: {Reason}")]
        public static partial void NoBotUser(ILogger logger, string login, string reason);
    }
}
