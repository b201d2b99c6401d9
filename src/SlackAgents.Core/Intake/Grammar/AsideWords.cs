using System.Text.RegularExpressions;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Recognises what is said among people: <c>aside: …</c>, <c>!aside …</c>.</summary>
internal static partial class AsideWords
{
    /// <param name="text">What somebody said in a thread, hidden characters taken out.</param>
    public static bool IsAside(string text) => Aside().IsMatch(text);

    // A mention is <@U123> or <@U123|name> (docs.slack.dev/messaging/formatting-message-text).
    [GeneratedRegex(
        @"\A\s*(<@[A-Z0-9]+(\|[^<>\n]*)?>[\s,]*)?(aside[ \t]*:[\s\S]*|!aside([\s:][\s\S]*)?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Aside();
}
