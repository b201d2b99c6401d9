namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Finds <c>key=value</c> at the beginning of a word: <c>FOO=bar</c> is one, the query of a URL or <c>--x=y</c> is not.
/// Values with blanks are quoted; phones make curly quotes, so those count as well. Several may stand in brackets.
/// </summary>
internal static class OptionScanner
{
    public const int MaxKeyLength = 16;

    private const string OpeningQuotes = "\"“”„«";
    private const string ClosingQuotes = "\"“”»";

    /// <param name="beforeIsBlank">What precedes the text ends a word, so its first word may be an option.</param>
    /// <param name="afterIsBlank">What follows the text begins a new word, so its last word may be an option.</param>
    public static IEnumerable<OptionToken> Scan(string text, bool beforeIsBlank, bool afterIsBlank)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = at > 0 || beforeIsBlank ? ReadToken(text, at) : null;
            var end = token is { } found ? found.Start + found.Length : OptionBrackets.EndOfProse(text, at) ?? EndOfWord(text, at);
            if (token is { } option && (end < text.Length || afterIsBlank))
            {
                yield return option;
            }

            at = end;
        }
    }

    private static OptionToken? ReadToken(string text, int start) => text[start] == '[' ? OptionBrackets.Read(text, start) : ReadPair(text, start);

    private static OptionToken? ReadPair(string text, int start)
    {
        var equals = start;
        while (equals < text.Length && equals - start <= MaxKeyLength && char.IsAsciiLetter(text[equals]))
        {
            equals++;
        }

        if (equals == start || equals - start > MaxKeyLength || equals >= text.Length || text[equals] != '=')
        {
            return null;
        }

        var key = text[start..equals];
        var value = equals + 1;
        if (value < text.Length && OpeningQuotes.Contains(text[value], StringComparison.Ordinal))
        {
            var close = text.AsSpan(value + 1).IndexOfAny(ClosingQuotes);
            var after = value + close + 2;
            if (close >= 0 && (after >= text.Length || char.IsWhiteSpace(text[after])) && !text.AsSpan(value, close).Contains('\n'))
            {
                return Alone(start, after, key, text.Substring(value + 1, close));
            }
        }

        var end = EndOfWord(text, value);
        return Alone(start, end, key, text[value..end].TrimEnd(',', ';', '.', '!'));
    }

    private static OptionToken Alone(int start, int end, string key, string value) => new(start, end - start, [new OptionPair(key, value)], InBrackets: false);

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }
}
