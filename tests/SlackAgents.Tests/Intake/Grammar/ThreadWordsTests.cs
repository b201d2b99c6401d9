using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

internal sealed class ThreadWordsTests
{
    private static readonly RunId Run = RunId.Parse("0123456789");
    private static readonly ThreadWords Words = new(TestGrammar.Create());

    [TestCase("stop")]
    [TestCase("  Stop. ")]
    [TestCase("STOP!")]
    [TestCase("!stop")]
    [TestCase("<@U012ABC> stop")]
    [TestCase("<@U012ABC|agent>, stop")]
    [TestCase("st\u200Bop")]
    public void The_word_itself_is_an_order(string text) => Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Stop(Run)));

    [Test]
    public void Every_verb_has_a_twin_in_the_thread()
    {
        foreach (var verb in Verbs.All)
        {
            // "fork [#channel] [task]" without what may be left out.
            var said = verb.InThread.Split(" [")[0].Replace("<text>", "so it is", StringComparison.Ordinal);
            var meaning = Meaning(said);

            Assert.That(meaning, Is.EqualTo(verb.Word == Verbs.Run ? "told to the agent" : verb.Word), verb.InThread);
        }
    }

    [Test]
    public void Every_word_of_a_verb_counts_marked_or_said_to_the_bot()
    {
        Assert.Multiple(() =>
        {
            foreach (var verb in Verbs.All.Where(verb => verb.Make is not null))
            {
                Assert.That(Words.Parse("!" + verb.Word, Run, toBot: false), Is.EqualTo(verb.Make!(Run, null)));
                Assert.That(Words.Parse(verb.Word, Run, toBot: true), Is.EqualTo(verb.Make!(Run, null)));
                Assert.That(Words.Parse(verb.Word, Run, toBot: false), verb.IsOrderAlone ? Is.EqualTo(verb.Make!(Run, null)) : Is.Null);
                foreach (var choice in verb.Choices)
                {
                    Assert.That(Words.Parse($"!{verb.Word} {choice}", Run, toBot: false), Is.EqualTo(verb.Make!(null, choice)));
                    Assert.That(Words.Parse($"{verb.Word} {choice}", Run, toBot: true), Is.EqualTo(verb.Make!(null, choice)));
                    Assert.That(Words.Parse($"{verb.Word} {choice}", Run, toBot: false), Is.Null);
                }
            }
        });
    }

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
    [TestCase("link")]
    [TestCase("settings")]
    [TestCase("token")]
    [TestCase("list all")]
    [TestCase("!list endpoints")]
    [TestCase("run")]
    [TestCase("fork the config into two files")]
    [TestCase("forks are evil")]
    [TestCase("forked?")]
    public void Anything_else_is_for_the_agent(string? text) => Assert.That(Parse(text), Is.Null);

    [TestCase("list endpoints of the api")]
    [TestCase("fork the config into two files")]
    [TestCase("stop using tabs")]
    public void A_sentence_said_to_the_bot_is_a_sentence(string text) => Assert.That(Words.Parse(text, Run, toBot: true), Is.Null);

    [TestCase("fork", null, null)]
    [TestCase("Fork.", null, null)]
    [TestCase("!fork", null, null)]
    [TestCase("fork: with sqlite", null, "with sqlite")]
    [TestCase("!fork with sqlite", null, "with sqlite")]
    [TestCase("fork <#C0123ABCD|ops>", "C0123ABCD", null)]
    [TestCase("fork #C0123ABCD with sqlite", "C0123ABCD", "with sqlite")]
    [TestCase("<@U012ABC> fork <#C0123ABCD|ops> with sqlite", "C0123ABCD", "with sqlite")]
    [TestCase("fork channel=<#C0123ABCD|ops> with sqlite", "C0123ABCD", "with sqlite")]
    public void A_fork_of_the_threads_run_may_have_a_channel_and_a_task(string text, string? channel, string? task) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Fork(Run, channel, task, RunOptions.None)));

    [Test]
    public void Options_of_a_new_run_make_it_a_fork() =>
        Assert.That(Parse("fork repo=acme/other and use sqlite"), Is.EqualTo(new AgentCommand.Fork(Run, null, "and use sqlite", new RunOptions { Repository = RepositoryName.Parse("acme/other") })));

    [TestCase("stop", true)]
    [TestCase("retry", true)]
    [TestCase("fork", true)]
    [TestCase("approve", true)]
    [TestCase("view_trace", false)]
    [TestCase("open_pr", false)]
    [TestCase("token", false)]
    [TestCase("answer", false)]
    public void An_action_of_a_button_is_an_order_about_a_run(string action, bool isOrder)
    {
        Assert.That(ThreadWords.IsOrder(action), Is.EqualTo(isOrder));
        Assert.That(ThreadWords.OfButton(action, Run) is not null, Is.EqualTo(isOrder));
    }

    [TestCase("aside: he is slow", true)]
    [TestCase(" Aside : he is slow", true)]
    [TestCase("!aside he is slow", true)]
    [TestCase("!aside", true)]
    [TestCase("<@U012ABC> aside: x", true)]
    [TestCase("aside from that, use tabs", false)]
    [TestCase("!asides", false)]
    [TestCase("use tabs aside: x", false)]
    [TestCase("", false)]
    public void An_aside_says_so_first(string text, bool isAside) => Assert.That(AsideWords.IsAside(text), Is.EqualTo(isAside));

    [TestCase("<@U0BOB> what do you think?", true)]
    [TestCase("  @U0123ABCD, what do you think?", true)]
    [TestCase("<@W0123ABCD|bob> hm", true)]
    [TestCase("@U0BOB hm", true)]
    [TestCase("@UNUSED is missing", false)]
    [TestCase("ask <@U0BOB> first", false)]
    [TestCase("@Override is missing", false)]
    [TestCase("@USER_ID is a placeholder", false)]
    [TestCase("<#C0123ABCD|ops>", false)]
    public void A_message_that_begins_with_a_person_is_for_that_person(string text, bool isFor) => Assert.That(PersonReference.IsFirst(text), Is.EqualTo(isFor));

    [FsCheck.NUnit.Property]
    public void No_text_throws(string? text)
    {
        Assert.That(() => Words.Parse(text, Run, toBot: true), Throws.Nothing);
        Assert.That(() => Words.Parse("!fork" + text, Run, toBot: false), Throws.Nothing);
        Assert.That(() => AsideWords.IsAside(text ?? string.Empty), Throws.Nothing);
        Assert.That(() => PersonReference.IsFirst("<@" + text), Throws.Nothing);
    }

    private static AgentCommand? Parse(string? text) => Words.Parse(text, Run, toBot: false);

    /// <summary>Which verb something said in a thread is the twin of.</summary>
    private static string Meaning(string said) =>
        AsideWords.IsAside(said) ? Verbs.Aside
        : SteeringWords.Parse(said).Delivery is { } delivery ? SteeringWords.All.Single(word => word.Value == delivery).Key
        : Parse(said) switch
        {
            null => "told to the agent",
            AgentCommand.Fork => Verbs.Fork,
            var order => Verbs.All.First(verb => order.Equals(verb.Make?.Invoke(Run, null))).Word,
        };
}
