namespace SlackAgents.GitHub.Authentication;

/// <summary>The App in one organisation or with one person.</summary>
/// <param name="RepositorySelection"><c>all</c> or <c>selected</c>.</param>
internal sealed record Installation(
    long Id,
    InstallationAccount? Account,
    string? RepositorySelection,
    IReadOnlyDictionary<string, string>? Permissions,
    DateTimeOffset? SuspendedAt,
    Uri? HtmlUrl);
