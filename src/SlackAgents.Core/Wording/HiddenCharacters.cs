using System.Globalization;
using System.Text;

namespace SlackAgents.Core.Wording;

/// <summary>
/// Takes out what a reader of the thread cannot see but a model can: text in tag characters or variation selectors,
/// direction overrides that show one order and mean another, zero-width characters that split words for filters.
/// Emoji and the scripts that need joiners stay whole.
/// </summary>
internal static class HiddenCharacters
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int TextSelector = 0xFE0E;
    private const int EmojiSelector = 0xFE0F;

    /// <summary>The visible text, line ends as <c>\n</c>, and how many characters were taken out.</summary>
    public static VisibleText Strip(string text)
    {
        var runes = text.ReplaceLineEndings("\n").EnumerateRunes().ToArray();
        var kept = new StringBuilder(text.Length);
        var last = default(Rune?);
        var removed = 0;
        for (var index = 0; index < runes.Length; index++)
        {
            var rune = runes[index];
            if (IsHidden(rune, last, index + 1 < runes.Length ? runes[index + 1] : null))
            {
                removed++;
                continue;
            }

            kept.Append(rune.ToString());
            last = rune;
        }

        return new VisibleText(kept.ToString(), removed);
    }

    private static bool IsHidden(Rune rune, Rune? last, Rune? next) => rune.Value switch
    {
        '\n' or '\t' => false,
        ZeroWidthJoiner => !(JoinsEmoji(last, next) || JoinsLetters(last, next)),
        ZeroWidthNonJoiner => !JoinsLetters(last, next),
        // One selector after something that can have two looks; a row of them is a message.
        TextSelector or EmojiSelector => last is not { } before || Rune.IsWhiteSpace(before) || IsSelector(before),
        >= 0xFE00 and <= 0xFE0D or >= 0xE0000 and <= 0xE0FFF => true,
        // Blank by design although their category is a letter or a mark.
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 or >= 0x180B and <= 0x180F => true,
        // Number signs and the like of Arabic, Syriac and Kaithi: of the format category, but visible.
        >= 0x0600 and <= 0x0605 or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD => false,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Control or UnicodeCategory.Surrogate,
    };

    private static bool IsSelector(Rune rune) => rune.Value is TextSelector or EmojiSelector;

    private static bool JoinsEmoji(Rune? last, Rune? next) =>
        last is { } before && next is { } after
        && (IsPictograph(before) || before.Value == EmojiSelector || IsSkinTone(before)) && IsPictograph(after);

    private static bool IsPictograph(Rune rune) =>
        rune.Value is >= 0x1F000 and <= 0x1FAFF or >= 0x2190 and <= 0x2BFF
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherNotAssigned;

    private static bool IsSkinTone(Rune rune) => rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    // Persian, Arabic and the scripts of India spell with joiners; Latin, Greek and Cyrillic do not.
    private static bool JoinsLetters(Rune? last, Rune? next) =>
        last is { } before && next is { } after && IsJoiningLetter(before) && IsJoiningLetter(after);

    private static bool IsJoiningLetter(Rune rune) =>
        rune.Value is >= 0x0600 and <= 0x1CFF
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
