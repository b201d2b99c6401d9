using System.Text.RegularExpressions;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Reads how a reply wants to be delivered: <c>now: …</c>, <c>!now …</c>, and the same with <c>interrupt</c> and
/// <c>queue</c>. Only at the beginning, and without the mark only with a colon: "now it works" is said to the agent.
/// </summary>
internal static partial class SteeringWords
{
    /// <summary>The three words, and what each of them means.</summary>
    public static IReadOnlyDictionary<string, TurnDelivery> All { get; } = new Dictionary<string, TurnDelivery>(StringComparer.OrdinalIgnoreCase)
    {
        ["queue"] = TurnDelivery.Queue,
        ["now"] = TurnDelivery.Now,
        ["interrupt"] = TurnDelivery.Interrupt,
    };

    /// <summary>The delivery that was asked for, if one was, and the text without the word; the text is empty when there was only the word.</summary>
    /// <param name="text">What somebody said in a thread, hidden characters taken out.</param>
    public static (TurnDelivery? Delivery, string Text) Parse(string text)
    {
        var match = Order().Match(text);
        if (!match.Success)
        {
            return (null, text);
        }

        var rest = match.Groups["rest"].Value.Trim();
        return (All[match.Groups["word"].Value], rest is "." or "!" ? string.Empty : rest);
    }

    // A mention is <@U123> or <@U123|name> (docs.slack.dev/messaging/formatting-message-text).
    [GeneratedRegex(
        @"\A\s*(<@[A-Z0-9]+(\|[^<>\n]*)?>[\s,]*)?((?<word>now|interrupt|queue)[ \t]*:(?<rest>[\s\S]*)|!(?<word>now|interrupt|queue)([\s:](?<rest>[\s\S]*))?|!?(?<word>now|interrupt|queue)\s*(?<rest>[.!]?)\s*)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Order();
}
