namespace SlackAgents.Slack.Installations;

/// <summary>The app in one workspace, got by OAuth.</summary>
internal sealed record Installation
{
    /// <value>Id of the workspace, <c>T…</c>.</value>
    public required string Team { get; init; }

    public string? TeamName { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <value>User id of whom Slack calls the installer.</value>
    public string? InstalledBy { get; init; }

    public required DateTimeOffset InstalledAt { get; init; }

    /// <value>Null once the installation has ended.</value>
    public SealedToken? Token { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}
