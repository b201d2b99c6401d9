using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

public sealed class UsageTextTests
{
    [Test]
    public void Every_example_is_a_task_that_the_grammar_takes() =>
        Assert.That(UsageText.Examples.Select(example => TestGrammar.Create().Parse(example)), Has.All.InstanceOf<AgentCommand.Run>());

    [Test]
    public void Every_order_of_a_thread_is_one() =>
        Assert.That(UsageText.InThread.Select(entry => ThreadWords.Parse(entry.Form)?.ToString().ToLowerInvariant()), Is.EqualTo(UsageText.InThread.Select(entry => entry.Form)));

    [Test]
    public void Every_way_of_delivery_is_one_and_has_a_message() =>
        Assert.That(UsageText.Steering.Select(entry => SteeringWords.Parse(entry.Form)), Is.EqualTo(SteeringWords.All.OrderBy(word => UsageText.Steering.ToList().FindIndex(entry => entry.Form.StartsWith(word.Key, StringComparison.Ordinal))).Select(word => ((Core.Runs.TurnDelivery?)word.Value, "message"))));

    [Test]
    public void The_help_names_every_command_option_and_agent()
    {
        var help = UsageText.Render("/agent", ["claude", "codex"]);

        Assert.That(help, Does.Contain("`/agent stop [run]`").And.Contain("`now: message`").And.Contain("`steer=now`").And.Contain("`repo=owner/name`").And.Contain("`push=off`").And.EndWith("claude, codex."));
    }
}
