using System.Globalization;
using System.Text;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// A change as a unified diff of one hunk: what is the same at the beginning and the end is left out, the rest is old
/// lines and new lines. In linear time, whatever an agent sends; lines in the middle of two edits are shown as changed.
/// </summary>
internal static class UnifiedDiff
{
    /// <summary>Characters of a diff that is kept.</summary>
    public const int MaxLength = 32 * 1024;

    private const int MaxText = 1024 * 1024;
    private const int Context = 3;

    /// <summary>The diff, empty when both are the same, or null when they are too large to look at.</summary>
    public static string? Of(string before, string after)
    {
        if (before.Length > MaxText || after.Length > MaxText)
        {
            return null;
        }

        var old = Lines(before);
        var fresh = Lines(after);
        var same = old.Zip(fresh).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        var most = Math.Min(old.Length, fresh.Length) - same;
        var sameEnd = 0;
        while (sameEnd < most && string.Equals(old[^(sameEnd + 1)], fresh[^(sameEnd + 1)], StringComparison.Ordinal))
        {
            sameEnd++;
        }

        return same == old.Length && same == fresh.Length ? string.Empty : Hunk(old, fresh, same, sameEnd);
    }

    private static string Hunk(string[] old, string[] fresh, int same, int sameEnd)
    {
        var start = Math.Max(0, same - Context);
        var tail = Math.Min(Context, sameEnd);
        var oldEnd = old.Length - sameEnd;
        var freshEnd = fresh.Length - sameEnd;
        var diff = new StringBuilder();
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range(start, oldEnd + tail - start)} +{Range(start, freshEnd + tail - start)} @@");
        Append(diff, ' ', old.AsSpan(start, same - start));
        Append(diff, '-', old.AsSpan(same, oldEnd - same));
        Append(diff, '+', fresh.AsSpan(same, freshEnd - same));
        Append(diff, ' ', old.AsSpan(oldEnd, tail));
        return BoundedText.Cut(diff.Append('\n').ToString(), MaxLength);
    }

    // A range without lines names the line before it.
    private static string Range(int start, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void Append(StringBuilder diff, char mark, ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            if (diff.Length > MaxLength)
            {
                return;
            }

            diff.Append('\n').Append(mark).Append(line.EndsWith('\n') ? line.AsSpan(0, line.Length - 1) : $"{line}\n\\ No newline at end of file");
        }
    }

    // Each with its line end, so that a last line without one is another line.
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }
}
