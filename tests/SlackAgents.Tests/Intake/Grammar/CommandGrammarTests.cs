using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

public sealed class CommandGrammarTests
{
    private const string Id = "0123456789";

    [TestCase("help")]
    [TestCase("  HELP ")]
    [TestCase("--help")]
    [TestCase("")]
    [TestCase("   \n ")]
    [TestCase(null)]
    [TestCase("\u200B\u2060")]
    public void Help_and_nothing_at_all_show_the_usage(string? text) => Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Help()));

    [TestCase("list")]
    [TestCase("List")]
    public void List_alone_lists(string text) => Assert.That(Parse(text), Is.EqualTo(new AgentCommand.List()));

    [TestCase("stop")]
    [TestCase("Stop 0123456789")]
    [TestCase("stop `0123456789`")]
    [TestCase("stop #0123456789.")]
    [TestCase("stop 0123456789 please")]
    [TestCase("stop abcdefghjk")]
    public void Stop_with_a_run_or_alone_stops(string text) => Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Stop>());

    [Test]
    public void Status_names_its_run()
    {
        Assert.That(Parse("status"), Is.EqualTo(new AgentCommand.Status(null)));
        Assert.That(Parse("status " + Id), Is.EqualTo(new AgentCommand.Status(RunId.Parse(Id))));
    }

    [TestCase("stop the flaky test from failing")]
    [TestCase("stop crashing")]
    [TestCase("stop crashes")]
    [TestCase("status of the build is red, fix it")]
    [TestCase("status page")]
    [TestCase("help me with the build")]
    [TestCase("list all the endpoints in the readme")]
    [TestCase("list endpoints")]
    [TestCase("please stop")]
    [TestCase("stop using utf8")]
    [TestCase("[[fake:commit]] go")]
    [TestCase("tell <!channel> and <@U123> nothing")]
    [TestCase("fix the 🐛 in 👩🏽‍💻 mode")]
    public void A_sentence_is_a_task_whatever_it_begins_with(string text) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run(text, RunOptions.None, 0)));

    [TestCase("stop 012345678", "list")]
    [TestCase("stop 01234567890", "list")]
    [TestCase("status a1b2c3d4", "list")]
    [TestCase("stop 012345678o", "stop 0123456780")]
    [TestCase("stop 0l23456789", "stop 0123456789")]
    public void A_mistyped_run_id_is_asked_about_and_starts_nothing(string text, string suggestion) =>
        Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Invalid>().With.Property(nameof(AgentCommand.Invalid.Suggestion)).EqualTo(suggestion));

    [TestCase("repo=acme/widgets fix it", "fix it")]
    [TestCase("fix it repo=acme/widgets", "fix it")]
    [TestCase("fix REPO=acme/widgets it", "fix it")]
    [TestCase("fix it, repo=acme/widgets, and test", "fix it, and test")]
    [TestCase("repo=https://github.com/acme/widgets fix it", "fix it")]
    [TestCase("repo=x/y fix it repo=acme/widgets", "fix it")]
    [TestCase("repository=\"acme/widgets\" fix it", "fix it")]
    [TestCase("repo=“acme/widgets” fix it", "fix it")]
    [TestCase("line one\nrepo=acme/widgets\nline two", "line one\n\nline two")]
    public void A_repository_is_taken_out_wherever_it_stands(string text, string task) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run(task, new RunOptions { Repository = RepositoryName.Parse("acme/widgets") }, 0)));

    [TestCase("repo=widgets fix it", "widgets")]
    [TestCase("repo=acme/other fix it repo=wid.gets_2", "wid.gets_2")]
    public void A_name_without_its_owner_is_kept_as_it_was_typed(string text, string word) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run("fix it", new RunOptions { RepositoryWord = word }, 0)));

    [Test]
    public void All_options_are_read()
    {
        var command = Parse("base=release/2.1 fix harness=Claude-Code it model=claude-opus-4-5 push=OFF");

        Assert.That(command, Is.EqualTo(new AgentCommand.Run(
            "fix it", new RunOptions { Base = "release/2.1", Harness = "claude", Model = "claude-opus-4-5", Push = false }, 0)));
        Assert.That(Parse("branch=main x"), Is.EqualTo(new AgentCommand.Run("x", new RunOptions { Base = "main" }, 0)));
    }

    [TestCase("explain `repo=acme/widgets` here")]
    [TestCase("explain `tool repo=foo push=off` here")]
    [TestCase("explain\n```\nrepo=acme/widgets push=maybe\n```\nhere")]
    [TestCase("explain`x`repo=foo and repo=foo`x` to me")]
    [TestCase("set FOO=bar and MODE=x and mode=dark and x=y")]
    [TestCase("see https://example.com/?repo=foo&base=.. please")]
    [TestCase("run it with --push=maybe and (repo=foo)")]
    [TestCase("an equals = sign and ==")]
    public void Code_addresses_and_other_assignments_are_text(string text) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run(text, RunOptions.None, 0)));

    [TestCase("rep=acme/widgets fix", "repo=acme/widgets")]
    [TestCase("fix modle=opus", "model=opus")]
    [TestCase("harnes=codex fix", "harness=codex")]
    [TestCase("brnch=main fix", "branch=main")]
    [TestCase("puhs=off fix", "push=off")]
    [TestCase("fix harness=cluade", "harness=claude")]
    public void A_misspelt_option_is_asked_about(string text, string suggestion) =>
        Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Invalid>().With.Property(nameof(AgentCommand.Invalid.Suggestion)).EqualTo(suggestion));

    [TestCase("repo=foo/bar/baz fix", "owner/name")]
    [TestCase("repo=... fix", "owner/name")]
    [TestCase("repo= fix", "no value")]
    [TestCase("push=maybe fix", "push=on or push=off")]
    [TestCase("harness=emacs fix", "Installed: claude, codex")]
    [TestCase("base=a..b fix", "two dots")]
    [TestCase("base=.hidden fix", "begin with a dot")]
    [TestCase("base=\"a b\" fix", "blanks")]
    [TestCase("base=-x fix", "dash")]
    [TestCase("base=x.lock fix", ".lock")]
    [TestCase("base=a$(id) fix", "must not contain")]
    [TestCase("model=\"a b\" fix", "not a model name")]
    [TestCase("repo=acme/widgets", "no task")]
    public void A_value_that_cannot_be_is_refused_with_the_reason(string text, string sentence) =>
        Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Invalid>().With.Property(nameof(AgentCommand.Invalid.Sentence)).Contains(sentence));

    [Test]
    public void Several_problems_are_said_together() =>
        Assert.That(((AgentCommand.Invalid)Parse("repo=foo/bar/baz push=maybe fix")).Sentence, Does.Contain("owner/name").And.Contain("push=on"));

    [Test]
    public void Ten_thousand_characters_are_fine_and_forty_thousand_and_one_are_not()
    {
        Assert.That(Parse(new string('x', 10_000)), Is.InstanceOf<AgentCommand.Run>());
        Assert.That(Parse(new string('x', 40_000)), Is.InstanceOf<AgentCommand.Run>());
        Assert.That(Parse(new string('x', 40_001)), Is.InstanceOf<AgentCommand.Invalid>().With.Property("Sentence").Contains("40000"));
    }

    [Test]
    public void Hidden_characters_are_taken_out_and_counted() =>
        Assert.That(Parse("fix\u202E the\u200B te\U000E0041st"), Is.EqualTo(new AgentCommand.Run("fix the test", RunOptions.None, 3)));

    [Test]
    public void An_option_cannot_hide_behind_an_invisible_character() =>
        Assert.That(Parse("re\u200Bpo=acme/widgets fix"), Is.EqualTo(new AgentCommand.Run("fix", new RunOptions { Repository = RepositoryName.Parse("acme/widgets") }, 1)));

    private static AgentCommand Parse(string? text) => TestGrammar.Create().Parse(text);
}
