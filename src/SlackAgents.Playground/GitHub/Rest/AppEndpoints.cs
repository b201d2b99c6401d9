using System.Globalization;
using System.Text.Json.Nodes;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>The app, where it is installed, and who its bot is.</summary>
internal static class AppEndpoints
{
    public static Task<GitHubAnswer> AppAsync(GitHubCall call, CancellationToken cancellationToken) => Task.FromResult(GitHubAnswer.Ok(new JsonObject
    {
        ["id"] = call.State.Settings.AppId,
        ["slug"] = call.State.Settings.Slug,
        ["client_id"] = call.State.Settings.ClientId,
        ["name"] = "SlackAgents (playground)",
        ["owner"] = SiteJson.Owner(call.State),
        ["html_url"] = $"{call.State.BaseUrl}/git-web/apps/{call.State.Settings.Slug}",
        ["permissions"] = SiteJson.Permissions(call.State.Granted),
        ["events"] = new JsonArray("pull_request", "issue_comment"),
        ["installations_count"] = 1,
    }));

    public static Task<GitHubAnswer> InstallationsAsync(GitHubCall call, CancellationToken cancellationToken) =>
        Task.FromResult(call.Page([SiteJson.Installation(call.State)], items => items));

    public static Task<GitHubAnswer> InstallationAsync(GitHubCall call, CancellationToken cancellationToken) =>
        call.Value("id") == call.State.Settings.InstallationId.ToString(CultureInfo.InvariantCulture)
            ? Task.FromResult(GitHubAnswer.Ok(SiteJson.Installation(call.State)))
            : throw GitHubRefusalException.NotFound();

    public static Task<GitHubAnswer> RepositoryInstallationAsync(GitHubCall call, CancellationToken cancellationToken) =>
        call.Repository.Seed.IsInstalled ? Task.FromResult(GitHubAnswer.Ok(SiteJson.Installation(call.State))) : throw GitHubRefusalException.NotFound();

    public static Task<GitHubAnswer> OwnerInstallationAsync(GitHubCall call, CancellationToken cancellationToken) =>
        string.Equals(call.Value("owner"), call.State.Settings.Owner, StringComparison.OrdinalIgnoreCase)
            ? Task.FromResult(GitHubAnswer.Ok(SiteJson.Installation(call.State)))
            : throw GitHubRefusalException.NotFound();

    public static Task<GitHubAnswer> UserAsync(GitHubCall call, CancellationToken cancellationToken) => call.Value("login") switch
    {
        var login when login == call.State.BotLogin => Task.FromResult(GitHubAnswer.Ok(SiteJson.Bot(call.State))),
        var login when login == call.State.Settings.Owner => Task.FromResult(GitHubAnswer.Ok(SiteJson.Owner(call.State))),
        _ => throw GitHubRefusalException.NotFound(),
    };

    public static Task<GitHubAnswer> RateLimitAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var core = new JsonObject { ["limit"] = 5000, ["used"] = 0, ["remaining"] = 5000, ["reset"] = call.State.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds() };
        return Task.FromResult(GitHubAnswer.Ok(new JsonObject { ["resources"] = new JsonObject { ["core"] = core.DeepClone() }, ["rate"] = core }));
    }

    public static Task<GitHubAnswer> RootAsync(GitHubCall call, CancellationToken cancellationToken) =>
        Task.FromResult(GitHubAnswer.Ok(new JsonObject { ["current_user_url"] = $"{call.State.BaseUrl}{GitHubApi.Prefix}/user" }));
}
