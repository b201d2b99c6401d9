using SlackAgents.Slack.Intake;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
internal sealed class SlackTextTests
{
    [TestCase("fix &lt;b&gt; &amp; go", "fix <b> & go")]
    [TestCase("&amp;lt;", "&lt;")]
    [TestCase("repo=<https://github.com/acme/widgets|github.com/acme/widgets> go", "repo=https://github.com/acme/widgets go")]
    [TestCase("see <https://x.test/?a=1&amp;b=2>", "see https://x.test/?a=1&b=2")]
    [TestCase("ask <@U1|ann> in <#C1|general>", "ask @ann in #general")]
    [TestCase("ask <@U1> in <#C1>", "ask @U1 in #C1")]
    [TestCase("<!channel> <!subteam^S1|@team>", "@channel @team")]
    [TestCase("<mailto:a@b.test|a@b.test>", "a@b.test")]
    [TestCase("a &lt;!channel&gt; b", "a <!channel> b")]
    [TestCase("<> < > <", "<> < > <")]
    [TestCase("", "")]
    public void Text_comes_out_as_it_was_typed(string escaped, string typed)
    {
        Assert.That(SlackText.Unescape(escaped), Is.EqualTo(typed));
    }

    [TestCase("<@UBOT> fix it", "fix it")]
    [TestCase("<@UBOT|agent>: fix it", "fix it")]
    [TestCase("hey <@UBOT> fix it", "hey fix it")]
    [TestCase("<@UBOTX> fix it", "<@UBOTX> fix it")]
    public void The_mention_of_the_bot_is_taken_out(string text, string rest)
    {
        Assert.That(SlackText.RemoveMention(text, "UBOT"), Is.EqualTo(rest));
    }

    [TestCase("fork <#C1|general> &amp; <@U1>", "fork <#C1|general> & @U1")]
    [TestCase("fork &lt;#C1|general&gt;", "fork <#C1|general>")]
    public void A_request_keeps_its_references_to_channels(string escaped, string text) =>
        Assert.That(SlackText.Unescape(escaped, keepsChannels: true), Is.EqualTo(text));
}
