using System.IO.Enumeration;

namespace SlackAgents.Core.Publishing;

/// <summary>Reads paths of a repository that a hostile hand may have written.</summary>
internal static class PushPolicyPaths
{
    /// <summary>
    /// Matches a glob: <c>**</c> stands for any number of directories, <c>*</c> and <c>?</c> stay inside one. Without
    /// case, because the host's file systems may be so.
    /// </summary>
    public static bool Matches(string glob, string path) => Matches(glob.Split('/'), path.Split('/'));

    /// <summary>True when a symbolic link at <paramref name="path"/> leads outside of the repository.</summary>
    public static bool LeavesTree(string path, string? target)
    {
        if (string.IsNullOrEmpty(target) || target[0] is '/' or '\\' || target.Contains(':', StringComparison.Ordinal) || target.Contains('\0', StringComparison.Ordinal))
        {
            return true;
        }

        // The directory that holds the link is where its target starts.
        var depth = path.Count(character => character == '/');
        foreach (var part in target.Replace('\\', '/').Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when a part of the path is what some file system takes for <c>.git</c>. git refuses most of them itself
    /// (fsck, hasDotgit); this also covers what an older host lets through.
    /// </summary>
    public static bool IsGitDirectory(string path) =>
        path.Split('/').Any(part => part.TrimEnd(' ', '.').ToUpperInvariant() is ".GIT" or "GIT~1");

    /// <summary>A path as it may stand in a sentence.</summary>
    public static string Printable(string path)
    {
        var text = string.Concat(path.Select(character => char.IsControl(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format ? '?' : character));
        return text.Length > 120 ? string.Concat(text.AsSpan(0, 119), "…") : text;
    }

    private static bool Matches(ReadOnlySpan<string> glob, ReadOnlySpan<string> path)
    {
        if (glob.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (glob[0] == "**")
        {
            for (var skipped = 0; skipped <= path.Length; skipped++)
            {
                if (Matches(glob[1..], path[skipped..]))
                {
                    return true;
                }
            }

            return false;
        }

        return !path.IsEmpty && FileSystemName.MatchesSimpleExpression(glob[0], path[0], ignoreCase: true) && Matches(glob[1..], path[1..]);
    }
}
