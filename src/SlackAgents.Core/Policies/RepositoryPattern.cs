using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary><c>owner/name</c>, or <c>owner/*</c> for all of an owner. Compared without case, as GitHub does.</summary>
internal static class RepositoryPattern
{
    private const string AllOfOwner = "/*";

    public static bool IsValid(string pattern) =>
        RepositoryName.TryParse(pattern.EndsWith(AllOfOwner, StringComparison.Ordinal) ? $"{pattern[..^1]}x" : pattern, out var name)
        && (name.ToString() == pattern || pattern.EndsWith(AllOfOwner, StringComparison.Ordinal));

    public static bool Matches(string pattern, RepositoryName repository) => pattern.EndsWith(AllOfOwner, StringComparison.Ordinal)
        ? string.Equals(pattern[..^AllOfOwner.Length], repository.Owner, StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, repository.ToString(), StringComparison.OrdinalIgnoreCase);

    public static bool AnyMatches(IEnumerable<string> patterns, RepositoryName repository) => patterns.Any(pattern => Matches(pattern, repository));
}
