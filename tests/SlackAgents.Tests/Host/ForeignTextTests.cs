using SlackAgents.Host.Traces;

namespace SlackAgents.Tests.Host;

internal sealed class ForeignTextTests
{
    [TestCase("\u001B[31mred\u001B[0m", "red")]
    [TestCase("\u001B]8;;https://evil.example\u0007link\u001B]8;;\u0007", "link")]
    [TestCase("\u001B]0;title\u001B\\rest", "rest")]
    [TestCase("a\u001BPq#0;2;0\u001B\\b", "ab")]
    [TestCase("50 %\r\ndone\ttab", "50 %\ndone\ttab")]
    [TestCase("\u202Egnp.exe", "⟨U+202E⟩gnp.exe")]
    [TestCase("zero\u200Bwidth", "zero⟨U+200B⟩width")]
    [TestCase("bell\u0007", "bell⟨U+0007⟩")]
    [TestCase("👩\u200D💻 is fine", "👩\u200D💻 is fine")]
    public void Terminal_sequences_vanish_and_hidden_characters_show(string text, string shown)
    {
        Assert.That(ForeignText.Clean(text), Is.EqualTo(shown));
    }

    [Test]
    public void A_tag_character_outside_the_basic_plane_shows()
    {
        Assert.That(ForeignText.Clean("x" + char.ConvertFromUtf32(0xE0041)), Is.EqualTo("x⟨U+E0041⟩"));
    }

    [Test]
    public void A_huge_line_is_cut_and_says_so()
    {
        Assert.That(ForeignText.Clean(new string('x', 30_000), 100), Has.Length.LessThan(200).And.EndsWith("29,900 more characters are in the download."));
    }
}
