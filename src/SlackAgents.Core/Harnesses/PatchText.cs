using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SlackAgents.Core.Harnesses;

/// <summary>Unified diffs for the trace, bounded: enough to see what was done, the commits hold the rest.</summary>
internal static class PatchText
{
    public const int MaxLength = 64 * 1024;

    /// <summary>The diff, cut with a mark; null when there is none.</summary>
    public static string? Cut(string? diff) => string.IsNullOrEmpty(diff) ? null : BoundedText.Cut(diff, MaxLength);

    /// <summary>The text of hunks of the form <c>{oldStart,oldLines,newStart,newLines,lines[]}</c>; null when there are none.</summary>
    public static string? Hunks(IEnumerable<JsonElement> hunks)
    {
        var diff = new StringBuilder();
        foreach (var hunk in hunks)
        {
            diff.Append(CultureInfo.InvariantCulture, $"@@ -{Number(hunk, "oldStart")},{Number(hunk, "oldLines")} +{Number(hunk, "newStart")},{Number(hunk, "newLines")} @@\n");
            foreach (var line in hunk.Items("lines"))
            {
                diff.Append(line.ValueKind == JsonValueKind.String ? line.GetString() : string.Empty).Append('\n');
                if (diff.Length > MaxLength)
                {
                    return Cut(diff.ToString());
                }
            }
        }

        return Cut(diff.ToString());
    }

    /// <summary>The one hunk of a file that is new or gone; null when it is empty.</summary>
    public static string? Whole(string? content, bool added)
    {
        if (string.IsNullOrEmpty(content))
        {
            return null;
        }

        // Counted on the whole, walked only as far as it is kept.
        var count = content.Count(character => character == '\n') + (content.EndsWith('\n') ? 0 : 1);
        var sign = added ? '+' : '-';
        var kept = content.Length <= MaxLength ? content : content[..(char.IsHighSurrogate(content[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        var diff = new StringBuilder(kept.Length + 64);
        diff.Append(CultureInfo.InvariantCulture, $"@@ {(added ? "-0,0" : $"-1,{count}")} {(added ? $"+1,{count}" : "+0,0")} @@\n");
        foreach (var line in (kept.EndsWith('\n') ? kept[..^1] : kept).Split('\n'))
        {
            diff.Append(sign).Append(line).Append('\n');
        }

        if (kept.Length < content.Length)
        {
            diff.Append(CultureInfo.InvariantCulture, $"… [{content.Length - kept.Length} characters cut]\n");
        }
        else if (!content.EndsWith('\n'))
        {
            diff.Append("\\ No newline at end of file\n");
        }

        return diff.Replace('\0', '\uFFFD').ToString();
    }

    private static long Number(JsonElement hunk, string name) => Math.Max(0, hunk.Integer(name) ?? 0);
}
