using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.Publishing;

internal sealed class GitHubMarkdownTests
{
    [TestCase("thanks @octocat", "@octocat")]
    [TestCase("thanks @\u200Boctocat", "@octocat")]
    [TestCase("thanks &#64;octocat", "&#64;")]
    [TestCase("thanks &commat;octocat", "&commat;")]
    [TestCase("team @acme/owners", "@acme")]
    [TestCase("fixes #12", "#12")]
    [TestCase("fixes acme/widgets#12", "#12")]
    [TestCase("fixes GH-12", "GH-12")]
    [TestCase("closes https://github.com/acme/widgets/issues/12", "/issues/12")]
    [TestCase("closes https://github.com/acme/widgets/pull/12", "/pull/12")]
    [TestCase("<!-- hidden -->", "<!--")]
    [TestCase("<img src=https://evil.test/x>", "<img")]
    [TestCase("<details><summary>", "<details")]
    [TestCase("![pixel](https://evil.test/x)", "![")]
    [TestCase("!![pixel](https://evil.test/x)", "![")]
    [TestCase("!\u200B[pixel](https://evil.test/x)", "![")]
    [TestCase("[github.com](https://evil.test)", "](")]
    [TestCase("[a][b]\n\n[b]: https://evil.test", "]:")]
    [TestCase("a\u202Eb", "\u202E")]
    [TestCase("a\u2066b\u2069", "\u2066")]
    [TestCase("a\uDB40\uDC41b", "\uDB40")]
    public void What_notifies_hides_lies_or_loads_is_gone(string text, string gone)
    {
        Assert.That(GitHubMarkdown.Neutralize(text), Does.Not.Contain(gone));
        Assert.That(GitHubMarkdown.Quote(text), Does.Not.Contain(gone));
        Assert.That(GitHubMarkdown.Plain(text), Does.Not.Contain(gone));
    }

    [TestCase("## Title\n\n- one\n- **two**\n\n```cs\nvar a = 1;\n```")]
    [TestCase("mail at example dot com, 100 % of 3 * 4")]
    public void Ordinary_Markdown_keeps_its_form(string text) => Assert.That(GitHubMarkdown.Neutralize(text), Is.EqualTo(text));

    [TestCase("ls", "` ls `")]
    [TestCase("echo `id`", "`` echo `id` ``")]
    [TestCase("a\n```\nb", "```` a ``` b ````")]
    [TestCase("", "`(empty)`")]
    public void A_code_span_cannot_be_left(string text, string expected) => Assert.That(GitHubMarkdown.Code(text), Is.EqualTo(expected));

    [Test]
    public void Every_line_of_a_quote_is_quoted() => Assert.That(GitHubMarkdown.Quote("a\r\nb\n\nc"), Is.EqualTo("> a\n> b\n> \n> c"));

    [Test]
    public void Plain_words_have_no_form_left() => Assert.That(GitHubMarkdown.Plain("*a* [b](c) `d`"), Is.EqualTo("\\*a\\* \\[b\\]\u200B\\(c\\) \\`d\\`"));

    [TestCase("tell @everyone about #12", "tell @\u200Beveryone about #\u200B12")]
    [TestCase("a\nb \u202Ec", "a b c")]
    [TestCase("use List<int> & co", "use List<int> & co")]
    public void A_title_is_one_line_that_notifies_nobody(string text, string expected) => Assert.That(GitHubMarkdown.Title(text), Is.EqualTo(expected));
}
