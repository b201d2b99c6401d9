using System.Text;

namespace SlackAgents.Slack.Rendering;

/// <summary>Makes data safe and short enough for one text object.</summary>
internal static class SlackWriting
{
    /// <summary>Ends a text that was cut, so that nobody takes it for the whole.</summary>
    public const string Cut = "… (shortened)";

    /// <summary>For <c>mrkdwn</c>: exactly <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> are escaped (docs.slack.dev/messaging/formatting-message-text).</summary>
    public static string Mrkdwn(string text, int limit) => Limit(MentionGuard.Apply(HiddenCharacters.Remove(text)), limit, escape: true);

    /// <summary>For <c>plain_text</c>: nothing is read as markup there.</summary>
    public static string Plain(string text, int limit) => Limit(MentionGuard.Apply(HiddenCharacters.Remove(text)), limit, escape: false);

    private static string Limit(string text, int limit, bool escape)
    {
        var result = new StringBuilder(Math.Min(text.Length + 16, limit));
        var safe = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = (rune.Value, escape) switch
            {
                ('&', true) => "&amp;",
                ('<', true) => "&lt;",
                ('>', true) => "&gt;",
                _ => rune.ToString(),
            };
            if (result.Length + piece.Length > limit)
            {
                result.Length = safe;
                return result.Append(Cut).ToString();
            }

            result.Append(piece);
            if (result.Length <= limit - Cut.Length)
            {
                // The last place where the notice still fits, never inside an entity or a surrogate pair.
                safe = result.Length;
            }
        }

        return result.ToString();
    }
}
