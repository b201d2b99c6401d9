using System.Text;
using System.Text.RegularExpressions;

namespace SlackAgents.Core.Publishing;

/// <summary>
/// Makes text of agents and people harmless in a pull request: it notifies nobody, closes no issue, hides nothing in a
/// comment and loads no image.
/// </summary>
internal static partial class GitHubMarkdown
{
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>Markdown that may keep its form.</summary>
    public static string Neutralize(string markdown)
    {
        var text = Hidden().Replace(markdown, string.Empty);
        // An entity is a character too: &#64; mentions as well as @ does.
        text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        text = Image().Replace(text, "[");
        // A link must show where it leads: without the form, the host makes a plain link of the address.
        text = Link().Replace(text, $"]{ZeroWidthSpace}");
        text = IssueAddress().Replace(text, match => $"{match.Value}{ZeroWidthSpace}");
        text = Mention().Replace(text, $"@{ZeroWidthSpace}");
        return IssueReference().Replace(text, match => $"#{ZeroWidthSpace}{match.Groups["number"].Value}");
    }

    /// <summary>As a block quote.</summary>
    public static string Quote(string text) =>
        string.Join('\n', Neutralize(text).Split('\n').Select(line => $"> {line.TrimEnd('\r')}"));

    /// <summary>One line in a code span, with a fence longer than any inside.</summary>
    public static string Code(string text)
    {
        var line = LineBreaks().Replace(Hidden().Replace(text, string.Empty), " ").Trim();
        var fence = new string('`', Ticks().Matches(line).Select(match => match.Length).DefaultIfEmpty(0).Max() + 1);
        return line.Length == 0 ? "`(empty)`" : $"{fence} {line} {fence}";
    }

    /// <summary>One line of a title, which GitHub shows as it is, but for mentions and issue numbers.</summary>
    public static string Title(string text)
    {
        var line = LineBreaks().Replace(Hidden().Replace(text, string.Empty), " ").Trim();
        line = Mention().Replace(line, $"@{ZeroWidthSpace}");
        return IssueReference().Replace(line, match => $"#{ZeroWidthSpace}{match.Groups["number"].Value}");
    }

    /// <summary>Words in a sentence of ours: nothing of Markdown is left.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in LineBreaks().Replace(Neutralize(text), " "))
        {
            if (character is '*' or '_' or '`' or '[' or ']' or '(' or ')' or '#' or '|' or '~' or '\\')
            {
                plain.Append('\\');
            }

            plain.Append(character);
        }

        return plain.ToString();
    }

    // Bidirectional controls, zero-width characters and tag characters: invisible, and able to reorder what is read.
    [GeneratedRegex(@"[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\uDB40[\uDC00-\uDC7F]", RegexOptions.None, 500)]
    private static partial Regex Hidden();

    // All of them: taking one of two away would leave an image.
    [GeneratedRegex(@"!+\[", RegexOptions.None, 500)]
    private static partial Regex Image();

    [GeneratedRegex(@"\](?=[(:])", RegexOptions.None, 500)]
    private static partial Regex Link();

    // "Closes https://github.com/…/issues/1" and "GH-1" close as "#1" does.
    [GeneratedRegex(@"(?:/(?:issues|pull|discussions)/|\bGH-)(?=[0-9])", RegexOptions.IgnoreCase, 500)]
    private static partial Regex IssueAddress();

    [GeneratedRegex(@"@(?=[A-Za-z0-9])", RegexOptions.None, 500)]
    private static partial Regex Mention();

    [GeneratedRegex(@"#(?<number>[0-9]+)", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex IssueReference();

    [GeneratedRegex(@"[\r\n\u2028\u2029]+", RegexOptions.None, 500)]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"`+", RegexOptions.None, 500)]
    private static partial Regex Ticks();
}
