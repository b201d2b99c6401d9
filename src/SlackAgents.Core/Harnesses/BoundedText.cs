namespace SlackAgents.Core.Harnesses;

/// <summary>Limits what one line of a harness can put into the trace.</summary>
internal static class BoundedText
{
    /// <summary>Characters of one text, tool input or tool output.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Characters of a name, a topic, an id.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The text, cut with a mark that says how much is missing. NUL, which some stores refuse, is made visible.</summary>
    public static string Cut(string? text, int maxLength = MaxLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var whole = text.Length <= maxLength ? text : $"{text[..Boundary(text, maxLength)]}… [{text.Length - Boundary(text, maxLength)} characters cut]";
        return whole.Replace('\0', '\uFFFD');
    }

    /// <summary>For names and ids: cut without a mark.</summary>
    public static string Name(string? text) =>
        text is null ? string.Empty : (text.Length <= MaxNameLength ? text : text[..Boundary(text, MaxNameLength)]).Replace('\0', '\uFFFD');

    // Half a surrogate pair is not text any more.
    private static int Boundary(string text, int at) => char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
