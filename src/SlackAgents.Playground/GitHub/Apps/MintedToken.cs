namespace SlackAgents.Playground.GitHub.Apps;

/// <summary>An installation token from its minting on.</summary>
/// <param name="Repositories">Full names; null for every repository of the installation.</param>
internal sealed record MintedToken(
    string Token, IReadOnlyList<string>? Repositories, IReadOnlyDictionary<string, string> Permissions, DateTimeOffset MintedAt, DateTimeOffset ExpiresAt)
{
    public DateTimeOffset? RevokedAt { get; init; }

    public bool Covers(string fullName) => Repositories is null || Repositories.Contains(fullName, StringComparer.OrdinalIgnoreCase);

    public bool Allows(string permission, string level) =>
        Permissions.TryGetValue(permission, out var granted) && (granted == level || granted is "write" or "admin" || (granted == "read" && level == "read"));
}
