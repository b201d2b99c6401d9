using System.Globalization;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Publishing.Authorship;

/// <summary>Reads <c>git blame --incremental</c> (git-scm.com/docs/git-blame): which commit put which lines of a file there.</summary>
internal static class BlameLines
{
    /// <summary>Pieces in line order; those of commits that nobody asks for are left out, and neighbours of one commit's author are joined.</summary>
    /// <param name="output">Everything that the command said.</param>
    /// <param name="turns">The turn of a commit; a commit that is not here is older than the run.</param>
    public static IReadOnlyList<AuthoredRange> Read(string output, IReadOnlyDictionary<string, int?> turns)
    {
        var pieces = new List<AuthoredRange>();
        var isHeader = true;
        foreach (var line in output.Split('\n'))
        {
            if (isHeader && line.Split(' ') is [var sha, _, var first, var count] && GitReferences.IsSha(sha))
            {
                if (turns.TryGetValue(sha, out var turn) && Number(first) is { } start and > 0 && Number(count) is { } length and > 0)
                {
                    pieces.Add(new AuthoredRange(start, start + length - 1, turn));
                }

                isHeader = false;
            }
            else if (line.StartsWith("filename ", StringComparison.Ordinal))
            {
                // It ends what is said about one piece; no line of a file is ever in this output.
                isHeader = true;
            }
        }

        return Join(pieces.OrderBy(piece => piece.Start));
    }

    private static List<AuthoredRange> Join(IEnumerable<AuthoredRange> pieces)
    {
        var joined = new List<AuthoredRange>();
        foreach (var piece in pieces)
        {
            if (joined is [.., var last] && last.Turn == piece.Turn && last.End + 1 == piece.Start)
            {
                joined[^1] = last with { End = piece.End };
            }
            else
            {
                joined.Add(piece);
            }
        }

        return joined;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
