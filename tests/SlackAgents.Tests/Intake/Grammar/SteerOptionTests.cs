using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Intake.Grammar;

internal sealed class SteerOptionTests
{
    [TestCase("steer=now fix it", TurnDelivery.Now)]
    [TestCase("fix it steering=Interrupt", TurnDelivery.Interrupt)]
    [TestCase("STEER=queue fix it", TurnDelivery.Queue)]
    public void The_option_says_how_replies_are_delivered(string text, TurnDelivery delivery) =>
        Assert.That(TestGrammar.Create().Parse(text), Is.EqualTo(new AgentCommand.Run("fix it", RunOptions.None with { Steering = delivery }, 0)));

    [TestCase("steer=nw fix it", "steer=now")]
    [TestCase("steer=interupt fix it", "steer=interrupt")]
    [TestCase("ster=now fix it", "steer=now")]
    public void What_is_nearly_one_is_asked_about(string text, string suggestion) =>
        Assert.That(Problem(text).Suggestion, Is.EqualTo(suggestion));

    [TestCase("steer=left fix it", "Write steer=queue, steer=now or steer=interrupt.")]
    [TestCase("steer= fix it", "has no value")]
    public void A_value_that_means_nothing_is_refused_with_what_does(string text, string sentence) =>
        Assert.That(Problem(text).Sentence, Does.Contain(sentence));

    [TestCase("speed=fast")]
    [TestCase("sleep=5")]
    [TestCase("steps=3")]
    [TestCase("stderr=null")]
    [TestCase("string=abc")]
    [TestCase("setting=on")]
    public void Words_of_programs_that_look_like_it_belong_to_the_task(string word) =>
        Assert.That(TestGrammar.Create().Parse($"set {word} there"), Is.EqualTo(new AgentCommand.Run($"set {word} there", RunOptions.None, 0)));

    private static AgentCommand.Invalid Problem(string text) => (AgentCommand.Invalid)TestGrammar.Create().Parse(text);
}
