namespace SlackAgents.Core.Harnesses;

/// <summary>One short line for people about a tool call.</summary>
internal static class SummaryLine
{
    private const int MaxLength = 160;

    /// <summary>White space made plain, bounded.</summary>
    public static string Of(string text)
    {
        // Enough of a long script to fill the line; the rest need not be walked.
        var head = text.Length <= MaxLength * 4 ? text : text[..(MaxLength * 4)];
        var line = string.Join(' ', head.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? BoundedText.Name(line) : BoundedText.Name(line[..MaxLength]) + "…";
    }
}
