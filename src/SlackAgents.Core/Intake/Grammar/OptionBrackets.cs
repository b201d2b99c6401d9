namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Reads <c>[repo=acme/widgets, base=main]</c>. Everything between the brackets has to be <c>key=value</c> or
/// <c>key: value</c>, and after them a word must end: what is left is a Markdown link, an index, or prose.
/// </summary>
internal static class OptionBrackets
{
    private const int MaxLength = 600;
    private const int MaxPairs = 12;
    private const string MayFollow = ".,;:!?)";

    /// <summary>The token that begins at <paramref name="start"/>, where an opening bracket stands; null when there is none.</summary>
    public static OptionToken? Read(string text, int start)
    {
        if (Close(text, start) is not { } close || (close + 1 < text.Length && !char.IsWhiteSpace(text[close + 1]) && !MayFollow.Contains(text[close + 1], StringComparison.Ordinal)))
        {
            return null;
        }

        var pairs = new List<OptionPair>();
        foreach (var part in Parts(text[(start + 1)..close]))
        {
            if (pairs.Count == MaxPairs || Pair(part.Trim()) is not { } pair)
            {
                return null;
            }

            pairs.Add(pair);
        }

        return new OptionToken(start, close + 1 - start, pairs, InBrackets: true);
    }

    /// <summary>
    /// The end of brackets that begin here and hold no options: nothing in them is one, else what is left of them could
    /// become options when the text is read again. Null where no bracket begins.
    /// </summary>
    public static int? EndOfProse(string text, int start) => text[start] == '[' && Close(text, start) is { } close ? close + 1 : null;

    /// <summary>The bracket that closes the first one; names of models have brackets too, as in <c>sonnet[1m]</c>.</summary>
    private static int? Close(string text, int start)
    {
        var depth = 0;
        for (var at = start; at < text.Length && at - start <= MaxLength && text[at] != '\n'; at++)
        {
            depth += text[at] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return null;
    }

    private static IEnumerable<string> Parts(string inside)
    {
        var begin = 0;
        var quoted = false;
        for (var at = 0; at < inside.Length; at++)
        {
            quoted ^= inside[at] == '"';
            if (inside[at] == ',' && !quoted)
            {
                yield return inside[begin..at];
                begin = at + 1;
            }
        }

        yield return inside[begin..];
    }

    private static OptionPair? Pair(string part)
    {
        var sign = part.AsSpan().IndexOfAny('=', ':');
        if (sign <= 0 || sign > OptionScanner.MaxKeyLength || !part.AsSpan(0, sign).TrimEnd().ToString().All(char.IsAsciiLetter))
        {
            return null;
        }

        var value = part[(sign + 1)..].Trim().Trim('"', '“', '”');
        return new OptionPair(part[..sign].TrimEnd(), value, part[sign] == ':');
    }
}
