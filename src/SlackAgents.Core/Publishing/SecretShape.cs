using System.Text.RegularExpressions;

namespace SlackAgents.Core.Publishing;

/// <summary>A kind of secret that can be told by its shape.</summary>
/// <param name="Kind">What it is called in reports.</param>
/// <param name="Marks">One of these is in every match: looked for first, because that is fast.</param>
/// <param name="Pattern">Matches in linear time. The group <c>secret</c> is what is taken out; without one, the whole match.</param>
/// <param name="MinEntropy">Bits per character that the secret part must have, to leave placeholders (<c>xxxx</c>, <c>your-key-here</c>) alone.</param>
internal sealed record SecretShape(string Kind, IReadOnlyList<string> Marks, Regex Pattern, double MinEntropy = 3.0)
{
    /// <summary>What a pattern cannot say: whether this text is one of them. Null when the pattern says all.</summary>
    public Func<string, Group, bool>? IsReal { get; init; }

    /// <summary>The marks are found in any case.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Whether what the pattern found in this text is a secret.</summary>
    public bool Holds(string text, Match match)
    {
        var secret = SecretOf(match);
        return IsVaried(secret.ValueSpan) && IsReal?.Invoke(text, secret) is not false;
    }

    /// <summary>The part that is to be taken out.</summary>
    public static Group SecretOf(Match match) => match.Groups["secret"] is { Success: true } group ? group : match;

    /// <summary>True when it is varied enough to be random. Shannon's measure over the characters.</summary>
    public bool IsVaried(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (var character in text)
        {
            counts[character & 127]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / text.Length;
                bits -= share * Math.Log2(share);
            }
        }

        return bits >= MinEntropy;
    }
}
