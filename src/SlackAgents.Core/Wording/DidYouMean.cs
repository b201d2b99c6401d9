namespace SlackAgents.Core.Wording;

/// <summary>Finds the known words that a mistyped one was probably meant to be.</summary>
internal static class DidYouMean
{
    /// <summary>Typing errors that still count as near.</summary>
    public const int MaxDistance = 2;

    private const int MaxLength = 64;

    /// <summary>Known words within the distance, nearest first, then in their own order. Case does not matter.</summary>
    public static IReadOnlyList<string> Near(string word, IEnumerable<string> known, int maxDistance) =>
        word.Length > MaxLength
            ? []
            : [.. known.Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
                .Where(pair => pair.Distance <= maxDistance)
                .OrderBy(pair => pair.Distance)
                .Select(pair => pair.Word)];

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.</summary>
    public static int Distance(string from, string to)
    {
        var (a, b) = (from.ToLowerInvariant(), to.ToLowerInvariant());
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
