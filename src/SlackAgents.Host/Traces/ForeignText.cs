using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SlackAgents.Host.Traces;

/// <summary>Makes text of tools and agents fit to be shown: no terminal sequences, no characters that hide or reorder, bounded.</summary>
internal static partial class ForeignText
{
    /// <summary>Characters of one text on the page. The download has all of it.</summary>
    public const int MaxLength = 20_000;

    public static string Clean(string text, int maxLength = MaxLength)
    {
        var isCut = text.Length > maxLength;
        var plain = TerminalSequence().Replace(isCut ? text[..maxLength] : text, string.Empty);
        var result = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsHidden(rune))
            {
                result.Append(rune.ToString());
            }
            else if (rune.Value != '\r')
            {
                // Shown as its number, so that a reader sees that something was there.
                result.Append(CultureInfo.InvariantCulture, $"\u27E8U+{rune.Value:X4}\u27E9");
            }
        }

        return isCut
            ? result.Append(CultureInfo.InvariantCulture, $"\n… {text.Length - maxLength:N0} more characters are in the download.").ToString()
            : result.ToString();
    }

    /// <summary>Controls, and the format characters that reorder or hide text (bidi, zero width, tags). Joiners stay: emoji need them.</summary>
    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune)
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && rune.Value is not 0x200D)
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    // ECMA-48: CSI …, OSC … and the other strings (ended by BEL or ST, and by the end of the line: a string that nobody ends
    // must not swallow what follows), and two-character escapes.
    [GeneratedRegex("\u001B\\[[0-?]*[ -/]*[@-~]|\u009B[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B\n]*(?:\u0007|\u001B\\\\)?|\u001B[PX^_][^\u001B\n]*(?:\u001B\\\\)?|\u001B[ -/]*[0-~]", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex TerminalSequence();
}
