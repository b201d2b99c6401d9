using System.Text.RegularExpressions;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// Incoming text as the person typed it: Slack escapes <c>&amp; &lt; &gt;</c> and wraps people, channels and links in
/// angle brackets (docs.slack.dev/messaging/formatting-message-text).
/// </summary>
internal static partial class SlackText
{
    /// <param name="keepsChannels">Leaves references to channels as they are, so that a request can name one by its id.</param>
    public static string Unescape(string text, bool keepsChannels = false)
    {
        // One pass over the escaped text: what a person typed as "&lt;" arrives as "&amp;lt;" and must come out as "&lt;".
        return TokenPattern().Replace(text, match => match.Value switch
        {
            "&amp;" => "&",
            "&lt;" => "<",
            "&gt;" => ">",
            _ when keepsChannels && match.Value[1] == '#' => Entities(match.Value),
            _ => Reference(Entities(match.Groups["target"].Value), match.Groups["label"]),
        });
    }

    /// <summary>Takes mentions of this user out, wherever they stand. <paramref name="text"/> is still escaped.</summary>
    public static string RemoveMention(string text, string user) => MentionOf(user).Replace(text, string.Empty).Trim();

    public static bool Mentions(string text, string user) => MentionOf(user).IsMatch(text);

    private static Regex MentionOf(string user) =>
        new($"<@{Regex.Escape(user)}(\\|[^<>]*)?>[:,]?[ ]?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string Reference(string target, Group label)
    {
        var name = label.Success && label.Length > 0 ? Entities(label.Value) : null;
        return target[0] switch
        {
            '@' => "@" + (name?.TrimStart('@') ?? target[1..]),
            '#' => "#" + (name?.TrimStart('#') ?? target[1..]),
            '!' => name ?? "@" + target[1..],
            _ when target.StartsWith("mailto:", StringComparison.Ordinal) || target.StartsWith("tel:", StringComparison.Ordinal) => name ?? target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..],
            _ => target,
        };
    }

    private static string Entities(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex("&amp;|&lt;|&gt;|<(?<target>[^<>|\\s][^<>|\\n]*)(\\|(?<label>[^<>\\n]*))?>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenPattern();
}
