using System.Collections.Frozen;

namespace SlackAgents.Playground.GitHub.Apps;

/// <summary>The permissions an app can hold, with the levels of each. docs.github.com/rest/apps/apps, body of "create an installation access token"</summary>
internal static class PermissionTable
{
    private static readonly string[] ReadWrite = ["read", "write"];
    private static readonly string[] WriteOnly = ["write"];
    private static readonly string[] ReadWriteAdmin = ["read", "write", "admin"];

    private static readonly FrozenDictionary<string, string[]> Levels = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["actions"] = ReadWrite,
        ["administration"] = ReadWrite,
        ["checks"] = ReadWrite,
        ["codespaces"] = ReadWrite,
        ["contents"] = ReadWrite,
        ["dependabot_secrets"] = ReadWrite,
        ["deployments"] = ReadWrite,
        ["environments"] = ReadWrite,
        ["issues"] = ReadWrite,
        ["members"] = ReadWrite,
        ["metadata"] = ReadWrite,
        ["packages"] = ReadWrite,
        ["pages"] = ReadWrite,
        ["pull_requests"] = ReadWrite,
        ["repository_hooks"] = ReadWrite,
        ["repository_projects"] = ReadWriteAdmin,
        ["secret_scanning_alerts"] = ReadWrite,
        ["secrets"] = ReadWrite,
        ["security_events"] = ReadWrite,
        ["single_file"] = ReadWrite,
        ["statuses"] = ReadWrite,
        ["vulnerability_alerts"] = ReadWrite,
        ["workflows"] = WriteOnly,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsKnown(string permission) => Levels.ContainsKey(permission);

    public static bool IsLevel(string permission, string level) => Levels.TryGetValue(permission, out var levels) && levels.Contains(level, StringComparer.Ordinal);

    /// <summary>Whether a grant includes what is asked for.</summary>
    public static bool Includes(string? granted, string asked) => granted is not null && Rank(granted) >= Rank(asked);

    private static int Rank(string level) => level switch
    {
        "read" => 1,
        "write" => 2,
        "admin" => 3,
        _ => 99,
    };
}
