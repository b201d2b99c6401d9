using System.Buffers;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>The rules of <c>git check-ref-format --branch</c> (git-scm.com/docs/git-check-ref-format), in words.</summary>
internal static class BranchRule
{
    private const int MaxLength = 200;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("~^:?*[\\`\"'$;&|<>(){}!");

    /// <summary>The rule that a name breaks, as the end of a sentence; null when it may be a branch.</summary>
    public static string? Broken(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return $"it must have 1 to {MaxLength} characters";
        }

        if (name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            return "it must not contain blanks or control characters";
        }

        // Git's own, and those of shells: no branch that somebody wants to start from has them.
        if (name.AsSpan().IndexOfAny(Forbidden) is var at and >= 0)
        {
            return $"it must not contain {(name[at] is '`' or '"' ? "quotes" : name[at])}";
        }

        if (name[0] == '-' || name is "@" || name.Contains("..", StringComparison.Ordinal))
        {
            return "it must not begin with a dash, be @ or contain two dots in a row";
        }

        if (name[^1] is '/' or '.' || name.Contains("//", StringComparison.Ordinal) || name.Contains("@{", StringComparison.Ordinal))
        {
            return "it must not end with a slash or a dot or contain // or @{";
        }

        return name.Split('/').Any(part => part.Length == 0 || part[0] == '.' || part.EndsWith(".lock", StringComparison.Ordinal))
            ? "no part of it may be empty, begin with a dot or end with .lock"
            : null;
    }
}
