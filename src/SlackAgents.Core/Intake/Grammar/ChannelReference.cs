using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// A Slack channel in a text: <c>&lt;#C0123456789|name&gt;</c> as Slack escapes it
/// (docs.slack.dev/messaging/formatting-message-text), or the id alone. A bare <c>#name</c> is none: names change and repeat.
/// </summary>
internal static partial class ChannelReference
{
    /// <summary>Reads a text that is a channel and nothing else.</summary>
    /// <param name="channel">Its id.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? channel)
    {
        var match = Whole().Match(text);
        channel = match.Success ? match.Groups["id"].Value : null;
        return match.Success;
    }

    /// <summary>Whether somebody typed a channel by its name, which Slack did not turn into a reference.</summary>
    public static bool IsName(string text) => Named().IsMatch(text) && !TryParse(text, out _);

    /// <summary>The text with each reference as people read it: <c>#name</c>.</summary>
    public static string Plain(string text) => Escaped().Replace(text, match => "#" + (match.Groups["name"] is { Success: true, Length: > 0 } name ? name.Value : match.Groups["id"].Value));

    [GeneratedRegex(@"\A(?:<#(?<id>[CG][A-Z0-9]{6,20})(?:\|[^<>\n]*)?>|#?(?<id>[CG]0[A-Z0-9]{6,20}))\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A#[^\s#<>|]{1,80}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"<#(?<id>[CG][A-Z0-9]{6,20})(?:\|(?<name>[^<>\n]*))?>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escaped();
}
