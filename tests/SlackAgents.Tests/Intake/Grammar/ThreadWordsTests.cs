using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

public sealed class ThreadWordsTests
{
    [TestCase("stop", nameof(ThreadVerb.Stop))]
    [TestCase("  Stop. ", nameof(ThreadVerb.Stop))]
    [TestCase("STOP!", nameof(ThreadVerb.Stop))]
    [TestCase("!stop", nameof(ThreadVerb.Stop))]
    [TestCase("<@U012ABC> stop", nameof(ThreadVerb.Stop))]
    [TestCase("<@U012ABC|agent>, stop", nameof(ThreadVerb.Stop))]
    [TestCase("st\u200Bop", nameof(ThreadVerb.Stop))]
    [TestCase("status", nameof(ThreadVerb.Status))]
    [TestCase("retry", nameof(ThreadVerb.Retry))]
    [TestCase("Approve", nameof(ThreadVerb.Approve))]
    [TestCase("reject\n", nameof(ThreadVerb.Reject))]
    public void The_word_itself_is_an_order(string text, string verb) =>
        Assert.That(ThreadWords.Parse(text)?.ToString(), Is.EqualTo(verb));

    [TestCase("stop using tabs")]
    [TestCase("please stop")]
    [TestCase("stop?")]
    [TestCase("stop it")]
    [TestCase("`stop`")]
    [TestCase("don't stop")]
    [TestCase("stopp")]
    [TestCase("approve approve")]
    [TestCase("")]
    [TestCase(null)]
    [TestCase("<@U012ABC>")]
    public void Anything_else_is_for_the_agent(string? text) => Assert.That(ThreadWords.Parse(text), Is.Null);

    [FsCheck.NUnit.Property]
    public void No_text_throws(string? text) => Assert.That(() => ThreadWords.Parse(text), Throws.Nothing);
}
