using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class TypedTextTests
{
    [TestCase("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [TestCase("ask @bob in #general", "ask <@U0BOB00001> in <#C0GENERAL1|general>")]
    [TestCase("ask @nobody", "ask @nobody")]
    [TestCase("see https://x.example/a?b=1&c=2 now", "see <https://x.example/a?b=1&amp;c=2> now")]
    [TestCase("<!channel> wake up", "&lt;!channel&gt; wake up")]
    [TestCase("<@U0BOB00001> hi", "<@U0BOB00001> hi")]
    [TestCase("mail bob@acme.example", "mail bob@acme.example")]
    public void Typed_text_arrives_as_the_service_writes_it(string typed, string expected)
    {
        var directory = new WorkspaceDirectory(new SlackSettings(), new ChangeSignal());

        Assert.That(TypedText.Encode(typed, directory), Is.EqualTo(expected));
    }
}
