using SlackAgents.Core.Intake;

namespace SlackAgents.Tests.Intake;

public sealed class UsageTextTests
{
    [Test]
    public void Every_example_is_a_task_that_the_grammar_takes() =>
        Assert.That(UsageText.Examples.Select(example => TestGrammar.Create().Parse(example)), Has.All.InstanceOf<AgentCommand.Run>());

    [Test]
    public void Every_order_of_a_thread_is_one() =>
        Assert.That(UsageText.InThread.Select(entry => ThreadWords.Parse(entry.Form)?.ToString().ToLowerInvariant()), Is.EqualTo(UsageText.InThread.Select(entry => entry.Form)));

    [Test]
    public void The_help_names_every_command_option_and_agent()
    {
        var help = UsageText.Render("/agent", ["claude", "codex"]);

        Assert.That(help, Does.Contain("`/agent stop [run]`").And.Contain("`repo=owner/name`").And.Contain("`push=off`").And.EndWith("claude, codex."));
    }
}
