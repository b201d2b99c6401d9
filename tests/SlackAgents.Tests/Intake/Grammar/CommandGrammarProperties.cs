using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

public sealed class CommandGrammarProperties
{
    private static readonly string[] Words =
        ["fix", "the", "login", "stop", "status", "help", "FOO=bar", "a=b", "x", "`repo=no/pe`", "`", "```", "\n", "https://h/?repo=a", "🐛", "\u200B", "=", "ünï", "<!channel>", "[[fake:x]]", "“", "\"", "[", "]", "[a=b]", "[base", "(x)"];

    private static readonly string[] Options = ["repo=acme/widgets", "REPO=acme/other", "base=main", "branch=\"dev\"", "harness=claude", "model=m-1", "push=off", "push=“on”", "[repo=acme/third, base=main]", "[model=m-2]", "context=none"];

    private static readonly CommandGrammar Grammar = TestGrammar.Create();

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void No_text_throws(string? text) => Assert.That(Grammar.Parse(text), Is.Not.Null);

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property No_mixture_of_words_and_options_throws_and_a_task_parses_to_itself() => Prop.ForAll(Mixtures(), words =>
    {
        var command = Grammar.Parse(string.Join(' ', words));

        // What is left of a task holds no option any more, so reading it again changes nothing.
        if (command is AgentCommand.Run run)
        {
            Assert.That(Grammar.Parse(run.Task), Is.EqualTo(new AgentCommand.Run(run.Task, RunOptions.None, 0)));
        }
    });

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property Options_leave_and_the_other_words_stay_in_order() => Prop.ForAll(PlainMixtures(), words =>
    {
        var others = words.Where(word => !Options.Contains(word)).ToArray();

        var command = Grammar.Parse(string.Join(' ', words.Prepend("please")));

        Assert.That(command, Is.InstanceOf<AgentCommand.Run>());
        Assert.That(((AgentCommand.Run)command).Task.Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(others.Prepend("please")));
    });

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property The_last_value_of_an_option_wins() => Prop.ForAll(PlainMixtures(), words =>
    {
        var run = (AgentCommand.Run)Grammar.Parse(string.Join(' ', words.Prepend("please")));
        var last = words.LastOrDefault(word => word.Contains("repo=", StringComparison.OrdinalIgnoreCase) && !word.StartsWith("http", StringComparison.Ordinal));

        Assert.That(run.Options.Repository, Is.EqualTo(last is null ? null : RepositoryName.Parse(last.Trim('[').Split(',')[0][5..])));
    });

    private static Arbitrary<string[]> Mixtures() => Gen.ArrayOf(Gen.Elements(Words.Concat(Options).Append("repo=foo").Append("modle=x"))).ToArbitrary();

    // Without the words that open code or quotes, or mean nothing.
    private static Arbitrary<string[]> PlainMixtures() =>
        Gen.ArrayOf(Gen.Elements(Words.Where(word => !word.Contains('`') && word is not ("\n" or "\u200B" or "“" or "\"" or "[" or "]" or "[base")).Concat(Options))).ToArbitrary();
}
