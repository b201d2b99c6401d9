namespace SlackAgents.Gateway.Web;

/// <summary>
/// What is written down of a web target: scheme, host, port and path. The query is cut because it is where data leaks,
/// user names and passwords because they are secrets, control characters because the record is shown to people.
/// </summary>
internal static class WebTarget
{
    private const int Longest = 300;

    public static string Describe(string target)
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        var text = end < 0 ? target : target[..end] + target[end] + "…";
        text = WithoutUser(text);
        var clean = string.Create(Math.Min(text.Length, Longest), text, static (span, source) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                span[at] = source[at] is '…' or (> ' ' and < '\u007f') ? source[at] : '?';
            }
        });
        return text.Length > Longest ? clean + "…" : clean;
    }

    private static string WithoutUser(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        start = start < 0 ? 0 : start + 3;
        var slash = text.IndexOf('/', start);
        var authority = slash < 0 ? text.AsSpan(start) : text.AsSpan(start, slash - start);
        var at = authority.LastIndexOf('@');
        return at < 0 ? text : string.Concat(text.AsSpan(0, start), text.AsSpan(start + at + 1));
    }
}
