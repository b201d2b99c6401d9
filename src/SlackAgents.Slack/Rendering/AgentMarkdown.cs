using System.Text.RegularExpressions;

namespace SlackAgents.Slack.Rendering;

/// <summary>
/// Makes an agent's Markdown safe for a <c>markdown</c> block: it cannot mention anybody, load an image, or hide where a
/// link goes. It works on syntax, not on a parse of it: whatever is not recognised as harmless is broken, so a trick in
/// the parser of the day does not matter.
/// </summary>
internal static partial class AgentMarkdown
{
    private const string CutNotice = "\n\n… (shortened: the trace has all of it)";

    /// <returns>At most <paramref name="limit"/> characters.</returns>
    public static string Render(string markdown, int limit)
    {
        var raw = markdown.Replace("\r\n", "\n", StringComparison.Ordinal);
        var safe = raw.Length <= limit ? Neutralise(raw) : string.Empty;
        if (raw.Length <= limit && safe.Length <= limit)
        {
            return safe;
        }

        // What is cut is the input, before it is made safe: cutting after could part a link from its shown host.
        var room = limit - CutNotice.Length - FenceEnd.Length;
        var length = Math.Min(raw.Length, room);
        do
        {
            var end = length > 0 && length < raw.Length && char.IsHighSurrogate(raw[length - 1]) ? length - 1 : length;
            safe = Neutralise(raw[..end]);
            length = end - Math.Max(1, safe.Length - room);
        }
        while (safe.Length > room && length > 0);

        return (safe.Length > room ? string.Empty : safe + (HasOpenFence(safe) ? FenceEnd : string.Empty)) + CutNotice;
    }

    private const string FenceEnd = "\n```";

    private static string Neutralise(string text)
    {
        text = HiddenCharacters.Remove(text);
        text = EntityPattern().Replace(text, "&" + MentionGuard.Break);
        text = TagPattern().Replace(text, "<" + MentionGuard.Break);
        text = ImagePattern().Replace(text, ShowImage);
        text = LinkPattern().Replace(text, ShowTarget);
        return MentionGuard.Apply(text);
    }

    /// <summary>An image's address is fetched by every reader's client and can carry data out, so it is only named.</summary>
    private static string ShowImage(Match match) =>
        match.Groups["url"].Success
            ? $"(image not loaded: {match.Groups["alt"].Value} {match.Groups["url"].Value})"
            : "!" + MentionGuard.Break + "[";

    /// <summary>A label is followed by the host it leads to; link syntax of any other shape stays text.</summary>
    private static string ShowTarget(Match match)
    {
        if (!match.Groups["url"].Success)
        {
            return "]" + MentionGuard.Break + match.Value[1..];
        }

        var (label, url) = (match.Groups["label"].Value, match.Groups["url"].Value);
        return Uri.TryCreate(url, UriKind.Absolute, out var target) && target.Host.Length > 0
            ? $"[{label}]({url}) ({target.IdnHost})"
            : $"[{label}]{MentionGuard.Break}({url})";
    }

    private static bool HasOpenFence(string text) => FencePattern().Count(text) % 2 == 1;

    /// <summary>Entities would be decoded after the check: <c>&amp;lt;!channel></c>.</summary>
    [GeneratedRegex("&(?=#|[a-z][a-z0-9]*;)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EntityPattern();

    /// <summary>HTML that loads or links, and Slack's own <c>&lt;address|label></c>. Generics such as <c>List&lt;int></c> pass.</summary>
    [GeneratedRegex("<(?=(img|a|picture|video|iframe|svg|object|embed)\\b|[a-z][a-z0-9+.-]*:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagPattern();

    [GeneratedRegex("""!\[(?<alt>[^\[\]\n]{0,200})\]\((?<url>[^\s()<>\[\]]{1,1000})(\s+"[^"\n]{0,200}")?\)|!\[""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImagePattern();

    [GeneratedRegex("""\[(?<label>[^\[\]\n]{1,200})\]\((?<url>https?://[^\s()<>\[\]]{1,1000})\)|\](?=[(:\[])""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^[ ]{0,3}```", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FencePattern();
}
