using System.Collections.Frozen;
using SlackAgents.Core.Repositories;

namespace SlackAgents.GitHub.Authentication;

/// <summary>
/// The permissions of each purpose (docs.github.com/rest, "Permissions required for GitHub Apps"). GitHub adds
/// <c>metadata:read</c> to every token by itself.
/// </summary>
internal static class TokenPermissions
{
    private static readonly FrozenDictionary<string, string> Fetch = Only("contents", "read");
    private static readonly FrozenDictionary<string, string> Push = Only("contents", "write");
    private static readonly FrozenDictionary<string, string> Inspect = Only("metadata", "read");
    private static readonly FrozenDictionary<string, string> PushWorkflows = Of(("contents", "write"), ("workflows", "write"));
    private static readonly FrozenDictionary<string, string> PullRequest = Only("pull_requests", "write");
    private static readonly FrozenDictionary<string, string> Checks = Of(("checks", "read"), ("statuses", "read"), ("pull_requests", "read"));

    /// <summary>Names of repositories, and nothing of what is in them.</summary>
    public static IReadOnlyDictionary<string, string> Listing { get; } = Only("metadata", "read");

    /// <summary>What the App needs at least, for all purposes together.</summary>
    public static readonly IReadOnlyList<(string Permission, string Level)> Needed = [("contents", "write"), ("metadata", "read"), ("pull_requests", "write")];

    public static IReadOnlyDictionary<string, string> Of(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.Fetch => Fetch,
        TokenPurpose.Push => Push,
        TokenPurpose.PushWorkflows => PushWorkflows,
        TokenPurpose.PullRequest => PullRequest,
        TokenPurpose.Inspect => Inspect,
        TokenPurpose.Checks => Checks,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "A purpose without permissions."),
    };

    /// <summary>Those of <see cref="Needed"/> that are not in <paramref name="granted"/>, as <c>contents:write</c>.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyDictionary<string, string>? granted) =>
        [.. from needed in Needed
            where Rank(granted?.GetValueOrDefault(needed.Permission)) < Rank(needed.Level)
            select $"{needed.Permission}:{needed.Level}"];

    private static int Rank(string? level) => level switch { "read" => 1, "write" => 2, "admin" => 3, _ => 0 };

    private static FrozenDictionary<string, string> Only(string permission, string level) => Of((permission, level));

    private static FrozenDictionary<string, string> Of(params IEnumerable<(string Permission, string Level)> needed) =>
        needed.ToFrozenDictionary(entry => entry.Permission, entry => entry.Level, StringComparer.Ordinal);
}
