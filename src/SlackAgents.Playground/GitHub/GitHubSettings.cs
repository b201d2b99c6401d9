using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.GitHub.Users;

namespace SlackAgents.Playground.GitHub;

/// <summary>The GitHub App, its one installation and the repositories on the site.</summary>
internal sealed record GitHubSettings
{
    public long AppId { get; init; } = 123456;

    public string ClientId { get; init; } = "Iv23liPlayground0001";

    public string ClientSecret { get; init; } = "playground-client-" + "secret";

    /// <summary>Where the App may send people back to. On this machine any port will do.</summary>
    public IReadOnlyList<string> CallbackUrls { get; init; } = ["http://127.0.0.1/github/callback"];

    public IReadOnlyList<SitePerson> People { get; init; } = [new SitePerson(583231, "octocat") { Role = "write" }, new SitePerson(21031067, "hubot") { Role = "read" }];

    /// <summary>Login of whoever uses the browser.</summary>
    public string SignedIn { get; init; } = "octocat";

    public string Slug { get; init; } = "slackagents-playground";

    /// <summary>User id of <c>{slug}[bot]</c>; not the app's id.</summary>
    public long BotUserId { get; init; } = 198765432;

    public long InstallationId { get; init; } = 55501234;

    public string Owner { get; init; } = "acme";

    public string? WebhookSecret { get; init; }

    /// <summary>What the owner granted the installation. <c>metadata:read</c> always comes along.</summary>
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["metadata"] = "read",
        ["contents"] = "write",
        ["pull_requests"] = "write",
        ["issues"] = "write",
        ["checks"] = "read",
        ["statuses"] = "read",
        ["actions"] = "read",
    };

    public IReadOnlyList<RepositorySeed> Repositories { get; init; } = RepositorySeeds.All;
}
