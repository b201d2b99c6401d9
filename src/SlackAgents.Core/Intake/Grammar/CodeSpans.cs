using System.Text.RegularExpressions;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Finds <c>`spans`</c> and <c>```fences```</c>. An opening mark without its end is plain text.</summary>
internal static partial class CodeSpans
{
    public static IReadOnlyList<TextSegment> Split(string text)
    {
        var segments = new List<TextSegment>();
        var at = 0;
        foreach (var match in Span().EnumerateMatches(text))
        {
            if (match.Index > at)
            {
                segments.Add(new TextSegment(text[at..match.Index], IsCode: false));
            }

            segments.Add(new TextSegment(text.Substring(match.Index, match.Length), IsCode: true));
            at = match.Index + match.Length;
        }

        if (at < text.Length)
        {
            segments.Add(new TextSegment(text[at..], IsCode: false));
        }

        return segments;
    }

    // Without backtracking: the text is anybody's, and 40,000 characters long.
    [GeneratedRegex(@"```[\s\S]*?```|`[^`\n]+`", RegexOptions.NonBacktracking)]
    private static partial Regex Span();
}
