using System.Buffers;

namespace SlackAgents.Core.Repositories;

/// <summary>Names of branches as people type them.</summary>
internal static class BranchName
{
    private static readonly SearchValues<char> Refused = SearchValues.Create(" ~^:?*[\\\u007f");

    /// <summary>
    /// The rules of git-check-ref-format, so that a name is never read as a revision expression, a pattern or an option.
    /// </summary>
    public static bool IsValid(string? name) =>
        !string.IsNullOrEmpty(name)
        && name.Length <= 244
        && name[0] != '-'
        && name is not ("@" or "HEAD")
        && name.AsSpan().IndexOfAny(Refused) < 0
        && !name.Any(char.IsControl)
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part[^1] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal));

    /// <summary>The name as it may stand in a sentence: short and without control characters.</summary>
    public static string Printable(string name) =>
        string.Concat(name.Where(character => !char.IsControl(character)).Take(80));

    /// <summary>A next step: the branches whose names are nearest.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> branches)
    {
        var near = branches
            .Where(branch => !branch.StartsWith(AgentBranch.Prefix, StringComparison.Ordinal))
            .Select(branch => (branch, distance: Distance(name, branch)))
            .Where(pair => pair.distance <= Math.Max(2, name.Length / 3) || pair.branch.Contains(name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.branch, StringComparer.Ordinal)
            .Take(3)
            .Select(pair => $"'{Printable(pair.branch)}'")
            .ToArray();
        return near.Length > 0
            ? $"Did you mean {string.Join(" or ", near)}?"
            : $"It has {branches.Count} {(branches.Count == 1 ? "branch" : "branches")}, for example '{Printable(branches.Order(StringComparer.Ordinal).First())}'.";
    }

    private static int Distance(string left, string right)
    {
        // Levenshtein with two rows; names are at most 244 characters.
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + same);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
