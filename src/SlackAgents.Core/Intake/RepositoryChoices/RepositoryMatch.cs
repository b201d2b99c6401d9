using SlackAgents.Core.Ids;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>How well repositories fit what somebody typed.</summary>
internal static class RepositoryMatch
{
    /// <summary>Known names that a mistyped one was probably meant to be, nearest first.</summary>
    /// <param name="typed">A name, or owner and name.</param>
    public static IReadOnlyList<RepositoryName> Near(string typed, KnownRepositories known, int most) =>
        [.. known.All
            .Select(name => (Name: name, Distance: DistanceTo(typed, name)))
            .Where(pair => pair.Distance <= DidYouMean.MaxDistance)
            .OrderBy(pair => pair.Distance)
            .Take(most)
            .Select(pair => pair.Name)];

    /// <summary>From 0 for the best; null when it does not fit at all.</summary>
    public static int? Rank(string typed, RepositoryName name)
    {
        var full = name.ToString();
        return typed.Length == 0 || full.Equals(typed, StringComparison.OrdinalIgnoreCase) || name.Name.Equals(typed, StringComparison.OrdinalIgnoreCase) ? 0
            : name.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1
            : full.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 2
            : full.Contains(typed, StringComparison.OrdinalIgnoreCase) ? 3
            : AllWordsIn(typed, full) ? 4
            : null;
    }

    private static bool AllWordsIn(string typed, string full) =>
        typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } words
        && Array.TrueForAll(words, word => full.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static int DistanceTo(string typed, RepositoryName name)
    {
        var slash = typed.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Bounded(typed, name.Name);
        }

        // Whoever has the owner wrong and the name right means that one; so does who forgot which of two owners it is.
        var (owner, bare) = (typed[..slash], typed[(slash + 1)..]);
        return bare.Equals(name.Name, StringComparison.OrdinalIgnoreCase) ? Math.Min(DidYouMean.MaxDistance, Bounded(owner, name.Owner)) : Bounded(typed, name.ToString());
    }

    private static int Bounded(string typed, string name) =>
        Math.Abs(typed.Length - name.Length) > DidYouMean.MaxDistance ? int.MaxValue : DidYouMean.Distance(typed, name);
}
