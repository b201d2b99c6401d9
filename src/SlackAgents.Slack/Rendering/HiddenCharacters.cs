using System.Globalization;
using System.Text;

namespace SlackAgents.Slack.Rendering;

/// <summary>
/// Takes out what a reader cannot see but what changes what is read: direction controls, zero-width and tag characters,
/// control codes. Half surrogate pairs become the replacement character.
/// </summary>
internal static class HiddenCharacters
{
    private const int ZeroWidthJoiner = 0x200D;

    public static string Remove(string text)
    {
        var result = new StringBuilder(text.Length);
        var afterPictograph = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // The joiner makes one emoji of several (a person at a computer); anywhere else it hides something.
            var keep = rune.Value == ZeroWidthJoiner ? afterPictograph : !IsHidden(rune);
            if (keep)
            {
                result.Append(rune.ToString());
            }

            afterPictograph = keep && rune.Value != ZeroWidthJoiner && IsPictograph(rune);
        }

        return result.ToString();
    }

    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => false,
        0x00AD or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    private static bool IsPictograph(Rune rune) =>
        rune.Value == 0xFE0F || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
