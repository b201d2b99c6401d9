using System.Text.RegularExpressions;

namespace SlackAgents.Gateway.Doors;

/// <summary>The only shape of branch that a door may be opened for.</summary>
internal static partial class BranchRule
{
    public static bool IsRunBranch(string branch) =>
        Pattern().IsMatch(branch)
        && !branch.Contains("..", StringComparison.Ordinal)
        && !branch.EndsWith(".lock", StringComparison.Ordinal)
        && !branch.EndsWith('.');

    [GeneratedRegex(@"\Aagent/[A-Za-z0-9][A-Za-z0-9._-]{0,199}\z", RegexOptions.None, 200)]
    private static partial Regex Pattern();
}
