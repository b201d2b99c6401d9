using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Intake.Grammar;

internal sealed class CommandGrammarTests
{
    private const string Id = "0123456789";

    [TestCase("help", null)]
    [TestCase("  HELP ", null)]
    [TestCase("--help", null)]
    [TestCase("help?", null)]
    [TestCase("help options", "options")]
    [TestCase("help Thread.", "thread")]
    [TestCase("help more", "more")]
    public void Help_shows_the_usage(string text, string? topic) => Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Help(topic)));

    [TestCase("")]
    [TestCase("   \n ")]
    [TestCase(null)]
    [TestCase("\u200B\u2060")]
    [TestCase("run")]
    [TestCase("run:")]
    public void Nothing_at_all_asks_for_a_new_run(string? text) => Assert.That(Parse(text), Is.EqualTo(new AgentCommand.NewRun()));

    [TestCase("list", false)]
    [TestCase("List", false)]
    [TestCase("list all", true)]
    public void List_alone_lists(string text, bool all) => Assert.That(Parse(text), Is.EqualTo(new AgentCommand.List(all)));

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
    [TestCase("run the tests and fix what fails")]
    [TestCase("run all migrations")]
    [TestCase("fork the process in worker.c instead of spawning a thread")]
    [TestCase("now it works, add a test")]
    [TestCase("now python312 is required, say so in the readme")]
    [TestCase("queue the mails instead of sending them")]
    [TestCase("retry the upload three times")]
    [TestCase("approve the wording of the readme")]
    [TestCase("mute the log of the tests")]
    [TestCase("logs should be in json")]
    [TestCase("settings page: add dark mode")]
    [TestCase("settings page")]
    [TestCase("link the docs")]
    [TestCase("token bucket for the api")]
    [TestCase("aside from the tests, fix the build")]
    [TestCase("list all users")]
    [TestCase("help users")]
    [TestCase("lint")]
    [TestCase("refactor")]
    public void A_sentence_is_a_task_whatever_it_begins_with(string text) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run(text, RunOptions.None, 0)));

    [TestCase("run: stop the world", "stop the world")]
    [TestCase("run : list", "list")]
    [TestCase("run fix the typo", "fix the typo")]
    [TestCase("RUN repo=acme/widgets fix the typo", "fix the typo")]
    [TestCase("run please list the endpoints", "please list the endpoints")]
    public void Run_says_that_it_is_a_task_whatever_follows(string text, string task) =>
        Assert.That(((AgentCommand.Run)Parse(text)).Task, Is.EqualTo(task));

    [Test]
    public void Every_verb_that_takes_a_run_names_it()
    {
        var id = RunId.Parse(Id);

        Assert.Multiple(() =>
        {
            Assert.That(Parse("retry " + Id), Is.EqualTo(new AgentCommand.Retry(id)));
            Assert.That(Parse("logs #" + Id), Is.EqualTo(new AgentCommand.Logs(id)));
            Assert.That(Parse("mute " + Id), Is.EqualTo(new AgentCommand.Mute(id, On: true)));
            Assert.That(Parse("unmute"), Is.EqualTo(new AgentCommand.Mute(null, On: false)));
            Assert.That(Parse("approve " + Id), Is.EqualTo(new AgentCommand.Decide(id, Approve: true)));
            Assert.That(Parse("reject " + Id), Is.EqualTo(new AgentCommand.Decide(id, Approve: false)));
            Assert.That(Parse("settings"), Is.EqualTo(new AgentCommand.Settings(OfChannel: false)));
            Assert.That(Parse("settings channel"), Is.EqualTo(new AgentCommand.Settings(OfChannel: true)));
            Assert.That(Parse("link"), Is.EqualTo(new AgentCommand.Link(Undo: false)));
            Assert.That(Parse("link github"), Is.EqualTo(new AgentCommand.Link(Undo: false)));
            Assert.That(Parse("link undo"), Is.EqualTo(new AgentCommand.Link(Undo: true)));
            Assert.That(Parse("token"), Is.EqualTo(new AgentCommand.ApiToken(Revoke: false)));
            Assert.That(Parse("token revoke"), Is.EqualTo(new AgentCommand.ApiToken(Revoke: true)));
        });
    }

    [TestCase("now 0123456789 use tabs", Id, TurnDelivery.Now, "use tabs")]
    [TestCase("now 0123456789: use tabs", Id, TurnDelivery.Now, "use tabs")]
    [TestCase("Interrupt `0123456789` wrong file", Id, TurnDelivery.Interrupt, "wrong file")]
    [TestCase("queue abcdefghjk: then the docs", "abcdefghjk", TurnDelivery.Queue, "then the docs")]
    [TestCase("queue 0123456789 one\ntwo model=opus", Id, TurnDelivery.Queue, "one\ntwo model=opus")]
    [TestCase("now: use tabs", null, TurnDelivery.Now, "use tabs")]
    [TestCase("!now use tabs", null, TurnDelivery.Now, "use tabs")]
    public void Something_is_told_to_a_run_from_outside_of_its_thread(string text, string? run, TurnDelivery delivery, string said) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Tell(run is null ? null : RunId.Parse(run), delivery, said)));

    [TestCase("now", "after the run")]
    [TestCase("interrupt 0123456789", "after the run")]
    [TestCase("now 012345678: use tabs", "not a run id")]
    [TestCase("aside", "thread of a run")]
    [TestCase("aside: he is slow", "thread of a run")]
    [TestCase("!aside he is slow", "thread of a run")]
    [TestCase("!stop", "the word alone")]
    [TestCase("!list", "the word alone")]
    [TestCase("hlep", "“help”")]
    [TestCase("statsu", "“status”")]
    [TestCase("stopp", "“stop”")]
    public void What_would_be_an_order_elsewhere_starts_nothing(string text, string sentence) =>
        Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Invalid>().With.Property(nameof(AgentCommand.Invalid.Sentence)).Contains(sentence));

    [TestCase("fork", null, null, null)]
    [TestCase("fork 0123456789", Id, null, null)]
    [TestCase("fork 0123456789 with sqlite instead", Id, null, "with sqlite instead")]
    [TestCase("Fork 0123456789 <#C0123ABCD|ops> with sqlite", Id, "C0123ABCD", "with sqlite")]
    [TestCase("fork <#C0123ABCD|ops>", null, "C0123ABCD", null)]
    [TestCase("fork 0123456789 channel=<#C0123ABCD|ops>", Id, "C0123ABCD", null)]
    [TestCase("fork channel=C0123ABCD with sqlite", null, "C0123ABCD", "with sqlite")]
    [TestCase("fork: with sqlite", null, null, "with sqlite")]
    public void A_fork_names_its_run_its_channel_and_its_task(string text, string? run, string? channel, string? task) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Fork(run is null ? null : RunId.Parse(run), channel, task, RunOptions.None)));

    [Test]
    public void A_fork_has_options_of_its_own() =>
        Assert.That(
            Parse("fork 0123456789 [repo=acme/other, base=dev] harness=codex"),
            Is.EqualTo(new AgentCommand.Fork(RunId.Parse(Id), null, null, new RunOptions { Repository = RepositoryName.Parse("acme/other"), Base = "dev", Harness = "codex" })));

    [TestCase("fork #ops", "which channel")]
    [TestCase("fork 0123456789 #ops", "which channel")]
    [TestCase("fork 0123456789 channel=#ops", "which channel")]
    [TestCase("fork 012345678", "not a run id")]
    [TestCase("fork 0123456789 repo=a/b/c", "owner/name")]
    [TestCase("fix it channel=<#C0123ABCD|ops>", "belongs to `fork`")]
    public void A_fork_that_cannot_be_is_refused_with_the_reason(string text, string sentence) =>
        Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Invalid>().With.Property(nameof(AgentCommand.Invalid.Sentence)).Contains(sentence));

    [Test]
    public void A_channel_in_a_task_is_said_by_its_name() =>
        Assert.That(Parse("post the result to <#C0123ABCD|ops> and <#C0999XYZQ>"), Is.EqualTo(new AgentCommand.Run("post the result to #ops and #C0999XYZQ", RunOptions.None, 0)));

    [TestCase("[repo=acme/widgets, base=main, model=opus] fix it", "fix it")]
    [TestCase("fix it [repo=acme/widgets,base=main,model=opus]", "fix it")]
    [TestCase("fix [repo: acme/widgets, base: main, model: opus], it", "fix , it")]
    [TestCase("fix [ repo = acme/widgets , base=\"main\" , model=“opus” ] it", "fix it")]
    [TestCase("repo=x/y fix it [repo=acme/widgets, base=main, model=opus]", "fix it")]
    [TestCase("[repo=x/y, base=main, model=opus] fix it repo=acme/widgets", "fix it")]
    public void Options_may_stand_in_brackets_and_the_later_one_wins(string text, string task) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run(task, new RunOptions { Repository = RepositoryName.Parse("acme/widgets"), Base = "main", Model = "opus" }, 0)));

    [Test]
    public void A_model_may_have_brackets_of_its_own() =>
        Assert.That(((AgentCommand.Run)Parse("[model=sonnet[1m], push=off] fix it")).Options, Is.EqualTo(new RunOptions { Model = "sonnet[1m]", Push = false }));

    [TestCase("see [repo=acme/widgets](https://example.com) first")]
    [TestCase("use a[repo=acme/widgets] there")]
    [TestCase("the css is [data=x, mode=y] here")]
    [TestCase("it logs [agent: says no] and stops")]
    [TestCase("it logs [push: sideways] and stops")]
    [TestCase("it logs [base: main, user: me] and stops")]
    [TestCase("`[repo=acme/widgets]` is the form")]
    [TestCase("[not options at all] fix it")]
    [TestCase("[] fix [it]")]
    [TestCase("set channel=stable in the toolchain")]
    [TestCase("set content=x")]
    public void Other_brackets_and_assignments_are_text(string text) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run(text, RunOptions.None, 0)));

    [TestCase("[repo=acme/widgets, basse=main] fix it", "Did you mean “base=”")]
    [TestCase("[repo=acme/widgets, colour=red] fix it", "no option “colour=”")]
    [TestCase("[repo=a/b/c] fix it", "owner/name")]
    [TestCase("fix it context=all", "context=thread, context=message or context=none")]
    public void A_bracket_that_is_ours_must_make_sense(string text, string sentence) =>
        Assert.That(Parse(text), Is.InstanceOf<AgentCommand.Invalid>().With.Property(nameof(AgentCommand.Invalid.Sentence)).Contains(sentence));

    [TestCase("context=none fix", ContextMode.None)]
    [TestCase("context=Thread fix", ContextMode.Thread)]
    [TestCase("[context=message] fix", ContextMode.Message)]
    public void The_context_is_chosen(string text, ContextMode mode) =>
        Assert.That(Parse(text), Is.EqualTo(new AgentCommand.Run("fix", new RunOptions { Context = mode }, 0)));

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
