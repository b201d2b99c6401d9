using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SlackAgents.Core.Ids;

/// <summary>A GitHub repository as <c>owner/name</c>. Compared without case, as GitHub does.</summary>
internal sealed partial record RepositoryName
{
    private RepositoryName(string owner, string name)
    {
        Owner = owner;
        Name = name;
    }

    public string Owner { get; }

    public string Name { get; }

    /// <summary>
    /// Reads <c>owner/name</c>, <c>owner/name.git</c>, or the address of a repository page.
    /// Only characters that GitHub allows pass, so the parts are safe in paths and URLs.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RepositoryName? repository)
    {
        var match = Pattern().Match(text?.Trim() ?? string.Empty);
        repository = match.Success && match.Groups["name"].Value is not ("." or "..")
            ? new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value)
            : null;
        return repository is not null;
    }

    /// <summary>Reads a name that the product itself wrote.</summary>
    /// <exception cref="FormatException">The text is not <c>owner/name</c>.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var repository) ? repository : throw new FormatException($"'{text}' is not owner/name.");

    public bool Equals(RepositoryName? other) =>
        other is not null && string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"^(?:https?://[^/\s]+/)?(?<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?<name>[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
