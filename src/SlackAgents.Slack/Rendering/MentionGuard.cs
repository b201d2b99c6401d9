using System.Text.RegularExpressions;

namespace SlackAgents.Slack.Rendering;

/// <summary>
/// Breaks what Slack might read as a mention, with a zero-width space that a reader does not see. Applied to data only,
/// after hidden characters were taken out of it (docs.slack.dev/messaging/formatting-message-text).
/// </summary>
internal static partial class MentionGuard
{
    /// <summary>The zero-width space.</summary>
    public const string Break = "\u200B";

    public static string Apply(string text) => BroadcastPattern().Replace(ControlPattern().Replace(text, "<" + Break), "@" + Break);

    [GeneratedRegex("<(?=[!@#])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ControlPattern();

    // No word boundary behind the name: a text that is cut later may end right there.
    [GeneratedRegex("@(?=here|channel|everyone|group)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BroadcastPattern();
}
