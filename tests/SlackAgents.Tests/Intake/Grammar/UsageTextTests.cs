using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

internal sealed class UsageTextTests
{
    private static readonly RunId Run = RunId.Parse("0123456789");

    [Test]
    public void Every_example_is_a_task_that_the_grammar_takes() =>
        Assert.That(UsageText.Examples.Select(example => TestGrammar.Create().Parse(example)), Has.All.InstanceOf<AgentCommand.Run>());

    [TestCaseSource(nameof(Forms))]
    public void Every_form_of_a_verb_is_read_as_that_verb(string form, AgentCommand? expected)
    {
        var command = TestGrammar.Create().Parse(form);

        Assert.That(command, expected is null ? Is.Not.InstanceOf<AgentCommand.Run>() : Is.EqualTo(expected));
        Assert.That(command, Is.Not.Null);
    }

    [Test]
    public void Every_option_is_taken_out_of_a_fork()
    {
        foreach (var option in UsageText.Options)
        {
            var said = option.Form.Replace("#channel", "<#C0123ABCD|ops>", StringComparison.Ordinal).Replace("harness=name", "harness=codex", StringComparison.Ordinal);
            var fork = TestGrammar.Create().Parse($"fork 0123456789 {said}") as AgentCommand.Fork;

            Assert.That(fork, Is.Not.Null.With.Property(nameof(AgentCommand.Fork.Task)).Null, option.Form);
            Assert.That(fork!.Channel is not null || fork.Options != RunOptions.None, Is.True, option.Form);
        }
    }

    [Test]
    public void Every_way_of_delivery_is_shown_and_is_one() =>
        Assert.That(
            UsageText.Steering.Select(entry => SteeringWords.Parse(entry.Form)).Where(said => said.Delivery is not null).Select(said => (said.Delivery, said.Text)),
            Is.EquivalentTo(SteeringWords.All.Values.Select(delivery => ((Core.Runs.TurnDelivery?)delivery, "message"))));

    [Test]
    public void The_short_help_fits_a_phone()
    {
        var help = UsageText.Render(null, "/agent", ["claude", "codex"]);

        Assert.That(help.Split('\n'), Has.Length.LessThanOrEqualTo(12));
        Assert.That(help, Does.Contain("`/agent stop [run]`").And.Contain("`/agent help options`").And.Contain("`/agent help thread`").And.Contain("`/agent help more`"));
    }

    [Test]
    public void The_topics_together_name_every_command_twin_option_and_agent()
    {
        var more = UsageText.Render(UsageText.MoreTopic, "/agent", ["claude", "codex"]);
        var thread = UsageText.Render(UsageText.ThreadTopic, "/agent", ["claude", "codex"]);
        var options = UsageText.Render(UsageText.OptionsTopic, "/agent", ["claude", "codex"]);

        Assert.Multiple(() =>
        {
            Assert.That(Verbs.All.Where(verb => !more.Contains($"`/agent {verb.Form}`", StringComparison.Ordinal)), Is.Empty);
            Assert.That(Verbs.All.Where(verb => verb.Word != Verbs.Run && !thread.Contains($"`{verb.InThread.Replace("<text>", "message", StringComparison.Ordinal)}`", StringComparison.Ordinal)), Is.Empty);
            Assert.That(UsageText.Options.Where(option => !options.Contains($"`{option.Form}`", StringComparison.Ordinal)), Is.Empty);
            Assert.That(options, Does.Contain("claude, codex"));
        });
    }

    [Test]
    public void Every_topic_says_something_of_its_own() =>
        Assert.That(UsageText.Topics.Select(topic => UsageText.Render(topic, "/agent", ["claude"])).Append(UsageText.Render(null, "/agent", ["claude"])), Is.Unique);

    [Test]
    public void Every_verb_of_the_short_help_is_one() => Assert.That(UsageText.Short.Select(Verbs.Find), Has.None.Null);

    private static IEnumerable<TestCaseData> Forms() => Verbs.All.SelectMany(verb => new[]
    {
        new TestCaseData(verb.Form.Split(" [")[0].Replace("<run>", Run.Value, StringComparison.Ordinal).Replace("<text>", "x", StringComparison.Ordinal).Replace("<task>", "stop", StringComparison.Ordinal),
            verb.Word switch
            {
                Verbs.Run => new AgentCommand.Run("stop", RunOptions.None, 0),
                _ => verb.Make?.Invoke(null, null),
            }),
        new TestCaseData(verb.Form.Contains("[run]", StringComparison.Ordinal) ? $"{verb.Word} {Run}" : verb.Word, verb.Argument == VerbArgument.Run ? verb.Make!(Run, null) : null),
    });
}
