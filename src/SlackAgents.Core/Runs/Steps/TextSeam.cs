using System.Text.RegularExpressions;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// Joins a text that comes in pieces, so that a secret which is cut by a seam is seen whole before anything of it is
/// stored. The end of what came is held back until the word is over; where the word before says that a secret follows, that
/// one too; of a private key, all of it. Where it cuts depends on the text alone: a second reading cuts the same.
/// </summary>
internal sealed partial class TextSeam
{
    /// <summary>Characters that may be held back. No secret in one word is that long.</summary>
    public const int MaxHeld = 32 * 1024;

    /// <summary>Stands for what is held back longer and still is neither a word nor a key.</summary>
    public const string LeftOut = "[a part without spaces is left out: it may hold a secret]";

    private string _held = string.Empty;

    /// <summary>Characters that are held back.</summary>
    public int Held => _held.Length;

    /// <summary>What of the text may be stored now: what was held back before, and this piece up to the last safe place.</summary>
    public string Add(string piece)
    {
        var text = _held + piece;
        var cut = SafeCut(text);
        _held = text[cut..];
        if (_held.Length <= MaxHeld)
        {
            return text[..cut];
        }

        // Cutting it anywhere could cut a secret, and storing it could be storing one.
        _held = string.Empty;
        return text[..cut] + LeftOut;
    }

    /// <summary>The text is over: what was held back is whole now.</summary>
    public string End()
    {
        var rest = _held;
        _held = string.Empty;
        return rest;
    }

    private static int SafeCut(string text)
    {
        var cut = BeginOfWord(text, text.Length);
        if (Announced().Match(text) is { Success: true } announced)
        {
            cut = Math.Min(cut, BeginOfWord(text, announced.Index));
        }

        return BeforeOpenKey(text, cut);
    }

    private static int BeginOfWord(string text, int at)
    {
        while (at > 0 && !char.IsWhiteSpace(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    /// <summary>The cut, or where a private key begins whose end is not before it.</summary>
    private static int BeforeOpenKey(string text, int cut)
    {
        const string Dashes = "-----";
        var begin = text.LastIndexOf(Dashes + "BEGIN", StringComparison.Ordinal);
        if (begin < 0 || begin >= cut)
        {
            return cut;
        }

        var end = text.IndexOf(Dashes + "END", begin, StringComparison.Ordinal);
        var last = end < 0 ? -1 : text.IndexOf(Dashes, end + Dashes.Length, StringComparison.Ordinal);
        return last >= 0 && last + Dashes.Length <= cut ? cut : begin;
    }

    // As in SecretAssignments, as far as it has come.
    [GeneratedRegex(
        @"(authorization|bearer|token|secret|passw(or)?d|passphrase|pwd|credential|key)s?[""'\\]{0,3}[ \t]{0,3}((:=|=>|[:=])[ \t]{0,3})?[""'\\]{0,3}((bearer|basic|token|digest|negotiate|apikey)[ \t]{1,3})?[^\s]*\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Announced();
}
