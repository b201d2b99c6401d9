using System.Globalization;

namespace SlackAgents.Core.Publishing;

/// <summary>Reads git's <c>-z --raw</c> and <c>--numstat</c> records (git-scm.com/docs/diff-format).</summary>
internal static class BranchDiffRecords
{
    /// <summary>One line of <c>--raw</c>: <c>:100644 100755 sha sha M</c> and a path.</summary>
    internal sealed record Raw(string OldMode, string Mode, string Sha, char Status, string Path);

    /// <summary>One line of <c>--numstat</c>; both numbers are null for a binary file.</summary>
    internal sealed record Numbers(int? Additions, int? Deletions, string Path);

    /// <summary>Reads the output of a diff with both, in any mixture. Paths are taken verbatim, whatever is in them.</summary>
    public static (IReadOnlyList<Raw> Raw, IReadOnlyList<Numbers> Numbers) Read(string output)
    {
        var raw = new List<Raw>();
        var numbers = new List<Numbers>();
        var tokens = output.Split('\0');
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i].TrimStart('\n');
            if (token.StartsWith(':') && token[1..].Split(' ') is [var oldMode, var mode, _, var sha, { Length: > 0 } status] && i + 1 < tokens.Length)
            {
                raw.Add(new Raw(oldMode, mode, sha, status[0], tokens[++i]));
            }
            else if (token.Split('\t', 3) is [var added, var deleted, { Length: > 0 } path])
            {
                numbers.Add(new Numbers(Number(added), Number(deleted), path));
            }
        }

        return (raw, numbers);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
