using System.Globalization;

namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// A place in a sandbox's output: the engine's timestamp of the last line that was stored, and how many lines carry
/// exactly that timestamp. The logs API resumes by time, inclusively; the count tells old lines from new ones.
/// </summary>
/// <param name="Timestamp">RFC 3339 with nanoseconds, as the engine wrote it.</param>
/// <param name="Lines">Lines stored with this very timestamp, at least 1.</param>
internal sealed record OutputCursor(string Timestamp, int Lines)
{
    public static OutputCursor? Parse(string? text)
    {
        var at = text?.LastIndexOf('+') ?? -1;
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? new OutputCursor(text![..at], lines)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timestamp}+{Lines}");
}
