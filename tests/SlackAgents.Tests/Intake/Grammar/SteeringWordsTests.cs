using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Intake.Grammar;

internal sealed class SteeringWordsTests
{
    [TestCase("now: use tabs", TurnDelivery.Now, "use tabs")]
    [TestCase("NOW:use tabs", TurnDelivery.Now, "use tabs")]
    [TestCase("  now :  use tabs ", TurnDelivery.Now, "use tabs")]
    [TestCase("!now use tabs", TurnDelivery.Now, "use tabs")]
    [TestCase("!Now: use tabs", TurnDelivery.Now, "use tabs")]
    [TestCase("!now\nuse tabs\nplease", TurnDelivery.Now, "use tabs\nplease")]
    [TestCase("<@U012ABC> now: use tabs", TurnDelivery.Now, "use tabs")]
    [TestCase("<@U012ABC|agent>, !interrupt wrong file", TurnDelivery.Interrupt, "wrong file")]
    [TestCase("interrupt: wrong file", TurnDelivery.Interrupt, "wrong file")]
    [TestCase("queue: then the changelog", TurnDelivery.Queue, "then the changelog")]
    [TestCase("!queue then the changelog", TurnDelivery.Queue, "then the changelog")]
    public void A_reply_says_first_how_it_is_to_be_delivered(string said, TurnDelivery delivery, string text) =>
        Assert.That(SteeringWords.Parse(said), Is.EqualTo(((TurnDelivery?)delivery, text)));

    [TestCase("now")]
    [TestCase("Now!")]
    [TestCase("now:")]
    [TestCase("!now")]
    [TestCase("!now:")]
    [TestCase(" !interrupt . ")]
    [TestCase("interrupt: ")]
    [TestCase("queue")]
    [TestCase("<@U012ABC> now")]
    public void The_word_alone_leaves_nothing_to_say(string said)
    {
        var (delivery, text) = SteeringWords.Parse(said);

        Assert.That(delivery, Is.Not.Null);
        Assert.That(text, Is.Empty);
    }

    [TestCase("now it works")]
    [TestCase("now, please use tabs")]
    [TestCase("use tabs now: it is late")]
    [TestCase("the queue: is it bounded?")]
    [TestCase("interrupts: are they masked?")]
    [TestCase("!nowhere to be seen")]
    [TestCase("`now:` is a word")]
    [TestCase("please !now")]
    [TestCase("now?")]
    [TestCase("")]
    public void Anything_else_is_said_to_the_agent_as_it_is(string said) =>
        Assert.That(SteeringWords.Parse(said), Is.EqualTo(((TurnDelivery?)null, said)));

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_text_throws(string? text) => Assert.That(() => SteeringWords.Parse(text ?? string.Empty), Throws.Nothing);
}
