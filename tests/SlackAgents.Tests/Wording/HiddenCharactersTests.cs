using SlackAgents.Core.Wording;

namespace SlackAgents.Tests.Wording;

public sealed class HiddenCharactersTests
{
    [TestCase("a\u202Eb\u2066c", "abc", 2, TestName = "Direction_overrides_go")]
    [TestCase("a\u200Bb\uFEFFc\u2060d\u00ADe", "abcde", 4, TestName = "Zero_width_characters_go")]
    [TestCase("a\U000E0061\U000E0062b", "ab", 2, TestName = "Tag_characters_go")]
    [TestCase("a\uFE0F\uFE0F\uFE0Fb", "a\uFE0Fb", 2, TestName = "A_row_of_variation_selectors_goes")]
    [TestCase("a\U000E0100\uFE00b", "ab", 2, TestName = "Rare_variation_selectors_go")]
    [TestCase("a\u0007b\u001B[31m\u0085", "ab[31m\n", 2, TestName = "Control_characters_go")]
    [TestCase("a\uE000\U000F0000b", "ab", 2, TestName = "Private_characters_go")]
    [TestCase("a\u200Db", "ab", 1, TestName = "A_joiner_between_Latin_letters_goes")]
    [TestCase("a\u3164b\u115F", "ab", 2, TestName = "Blank_letters_go")]
    [TestCase("tab\tline\r\nend", "tab\tline\nend", 0, TestName = "Tabs_and_line_ends_stay")]
    [TestCase("👩🏽‍💻 ❤️‍🔥 🏳️‍🌈 1️⃣ 👨‍👩‍👧", "👩🏽‍💻 ❤️‍🔥 🏳️‍🌈 1️⃣ 👨‍👩‍👧", 0, TestName = "Emoji_stay_whole")]
    [TestCase("می‌خواهم", "می‌خواهم", 0, TestName = "Persian_keeps_its_joiner")]
    [TestCase("क्‍ष", "क्‍ष", 0, TestName = "Hindi_keeps_its_joiner")]
    [TestCase("日本語 Ünïcode 한국어", "日本語 Ünïcode 한국어", 0, TestName = "Letters_stay")]
    public void Strip(string text, string visible, int removed) =>
        Assert.That(HiddenCharacters.Strip(text), Is.EqualTo(new VisibleText(visible, removed)));

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Stripping_twice_is_stripping_once(string? text)
    {
        var once = HiddenCharacters.Strip(text ?? string.Empty).Text;

        Assert.That(HiddenCharacters.Strip(once), Is.EqualTo(new VisibleText(once, 0)));
    }
}
