using System.Text.RegularExpressions;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>A Slack person in a text: <c>&lt;@U0123456789|name&gt;</c>, or <c>@U0123456789</c> once unescaped.</summary>
internal static partial class PersonReference
{
    /// <summary>Whether a message begins by naming somebody. Mentions of the bot are taken out before.</summary>
    public static bool IsFirst(string text) => First().IsMatch(text);

    [GeneratedRegex(@"\A\s*(<@[UW][A-Z0-9]{2,20}(\|[^<>\n]*)?>|@[UW]([0-9][A-Z0-9]{2,20}|[A-Z0-9]{8,20})\b)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex First();
}
