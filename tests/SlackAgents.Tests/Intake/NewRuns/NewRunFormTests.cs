using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.NewRuns;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class NewRunFormTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.StartNewAsync(core =>
        {
            core.Limits.MaxConcurrent = 1;
            core.Host.Repositories = ["acme/widgets", "acme/gadgets"];
            core.Defaults.Workspace.Repository = null;
            core.Defaults.Channels[core.Channel] = new RunDefaults { Repository = "acme/widgets" };
        });
        await Eventually.IsTrueAsync(() => _core.Get<RepositoryDirectory>().HasAnswer);
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task The_form_opens_before_anybody_is_asked_anything()
    {
        using var answered = new ManualResetEventSlim();
        _core.People.Before = () => answered.Wait();
        _core.Host.Before = (_, cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

        var handled = CommandAsync("inbox:1", string.Empty);
        await Eventually.IsTrueAsync(() => !_core.Forms.Open.IsEmpty);
        var first = Form();
        answered.Set();
        await handled;

        Assert.Multiple(() =>
        {
            Assert.That((first.Submit, first.Parts.OfType<FormText>().Single().Text), Is.EqualTo(((string?)null, "One moment…")));
            Assert.That(Form().Submit, Is.EqualTo("Start"));
        });
    }

    [Test]
    public async Task It_has_five_fields_filled_with_what_the_request_would_get()
    {
        await CommandAsync("inbox:1", " ");

        var fields = Form().Parts.OfType<FormField>().ToList();
        var repository = fields.OfType<SearchField>().Single();
        var agent = fields.OfType<ChoiceField>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(fields.Select(field => field.Name), Is.EqualTo(new[] { "task", "repository", "base", "agent", "options" }));
            Assert.That((repository.Selected?.Value, repository.Hint), Is.EqualTo(("acme/widgets", "Proposed: channel default.")));
            Assert.That((agent.Value, agent.Choices[0].Text), Is.EqualTo(("default", "Default (Claude Code · claude-sonnet-4-5)")));
            Assert.That(agent.Choices, Has.Count.GreaterThan(2).And.Count.LessThanOrEqualTo(100));
            Assert.That(agent.Choices.Select(choice => Math.Max(choice.Value.Length, choice.Text.Length)), Has.All.LessThanOrEqualTo(75));
        });
    }

    [Test]
    public async Task Whoever_may_not_start_a_run_sees_why_in_the_form()
    {
        _core.People.People[_core.Ada.User] = FakePeople.Member(_core.Ada) with { IsGuest = true };

        await CommandAsync("inbox:1", string.Empty);

        Assert.That(Form().Submit, Is.Null);
        Assert.That(Form().Parts.OfType<FormText>().Single().Text, Does.StartWith("Guests may not"));
    }

    [TestCase(ReplyFailure.Gone)]
    [TestCase(ReplyFailure.Transient)]
    public async Task A_trigger_that_is_too_old_is_answered_with_how_to_try_again(ReplyFailure failure)
    {
        _core.Forms.Before = _ => throw new ReplyException(failure, "expired_trigger_id", "The trigger is too old.");

        await CommandAsync("inbox:1", string.Empty);

        Assert.That(await _core.PrivateWordAsync("could not be opened"), Does.Contain("Type `/agent` again"));
    }

    [Test]
    public async Task Without_a_trigger_an_empty_command_shows_help()
    {
        await _core.AskAsync("inbox:1", string.Empty);

        await _core.PrivateWordAsync("starts a run");
        Assert.That(_core.Forms.Open, Is.Empty);
    }

    [Test]
    public async Task The_form_makes_the_run_that_the_same_words_make()
    {
        const string Words = "repo=acme/gadgets base=main fix the typo push=off steer=now model=opus";
        await _core.AskAsync("inbox:1", Words);
        await CommandAsync("inbox:2", string.Empty);
        await SubmitAsync("inbox:3", ("task", "fix the typo steer=now model=opus"), ("repository", "acme/gadgets"), ("base", "main"), ("agent", "default"), ("options", "push=off"));

        var runs = await RunsAsync();
        Assert.That(runs, Has.Count.EqualTo(2));
        Assert.That(Comparable(runs[0]), Is.EqualTo(Comparable(runs[1])));
    }

    [Test]
    public async Task A_field_wins_over_what_was_typed_unless_it_is_an_untouched_proposal()
    {
        await CommandAsync("inbox:1", string.Empty);
        await SubmitAsync("inbox:2", ("task", "one repo=acme/gadgets"), ("repository", "acme/widgets"), ("agent", "claude|anthropic/claude-opus-4-5"));
        await CommandAsync("inbox:3", string.Empty);
        await SubmitAsync("inbox:4", ("task", "two repo=acme/widgets harness=codex"), ("repository", "acme/gadgets"), ("agent", "claude|anthropic/claude-opus-4-5"));
        await CommandAsync("inbox:5", string.Empty);
        await SubmitAsync("inbox:6", ("task", "three"), ("repository", "acme/widgets"));

        Assert.That((await RunsAsync()).OrderBy(run => run.CreatedAt).Select(run => $"{run.Title}: {run.Repository} ({run.RepositoryChoice}) {run.Harness} {run.Model}"), Is.EqualTo(new[]
        {
            "one: acme/gadgets (you named it) claude claude-opus-4-5",
            "two: acme/gadgets (you chose it) claude claude-opus-4-5",
            "three: acme/widgets (channel default) claude claude-sonnet-4-5",
        }));
    }

    [TestCase("task", " ", "task", "in your own words")]
    [TestCase("task", "push=off", "task", "options but no task")]
    [TestCase("task", "fix it push=maybe", "task", "push=on or push=off")]
    [TestCase("task", "fix modle=opus", "task", "Did you mean “model=”")]
    [TestCase("options", "steer=sideways", "options", "steer=queue")]
    [TestCase("options", "be quick", "options", "is not an option")]
    [TestCase("base", "a..b", "base", "two dots")]
    [TestCase("repository", "no/such/thing", "repository", "is not a repository")]
    public void What_is_wrong_is_said_under_its_field(string field, string value, string at, string sentence)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["task"] = "fix it", [field] = value };

        var problems = _core.Get<IInstantAnswers>().CheckForm(new FormSubmission("inbox:1", _core.Ada, "new_run", "draft", values, CoreDriver.Now));

        Assert.That(problems.Keys, Is.EqualTo(new[] { at }));
        Assert.That(problems[at], Does.Contain(sentence));
    }

    [Test]
    public async Task A_message_is_quoted_and_its_files_and_thread_are_carried()
    {
        await ShortcutAsync("inbox:1", new SaidMessage("1800000000.000100", _core.Bob, "Bob\nrepo=evil/x", "The login is broken\npush=off", [File("F1")], [new SaidMessage("1", null, "CI", "it failed", [File("F2")], [], IsOurs: false)], IsOurs: false));
        var form = Form();
        var task = form.Parts.OfType<TextField>().Single(field => field.Name == "task").Value!;

        await SubmitAsync("inbox:2", ("task", task + "fix that steer=now"), ("repository", "acme/widgets"));

        var run = (await RunsAsync()).Single();
        var turn = (await _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(task, Does.StartWith("> The login is broken\n> push=off\n> — Bob repo=evil/x\n\n> it failed\n> — CI"));
            Assert.That(form.Parts.OfType<FormText>().Single().Text, Is.EqualTo("The card goes into the message's thread. 2 files of the message go with it."));
            Assert.That((run.Repository.ToString(), run.Push, run.Steering, run.ThreadTs, run.Title), Is.EqualTo(("acme/widgets", true, TurnDelivery.Now, "1800000000.000100", "The login is broken")));
            Assert.That(turn.Files.Select(file => file.Id), Is.EqualTo(new[] { "F1", "F2" }));
            Assert.That(turn.Prompt, Does.Contain("> push=off").And.EndsWith("fix that"));
            Assert.That(run.Surface, Is.EqualTo(RequestSurface.MessageShortcut));
        });
    }

    [Test]
    public async Task A_long_message_is_cut_and_keeps_its_author()
    {
        await ShortcutAsync("inbox:1", new SaidMessage("1800000000.000100", _core.Bob, new string('B', 500), string.Join('\n', Enumerable.Repeat("x", 5_000)), [], [], IsOurs: false));

        var task = Form().Parts.OfType<TextField>().Single(field => field.Name == "task").Value!;
        Assert.That(task, Has.Length.LessThan(2_600));
        Assert.That(task.TrimEnd().Split('\n')[^1], Does.StartWith("> — BBB"));
    }

    [TestCase(null, "D0ADA")]
    [TestCase("C0OTHER", "C0OTHER")]
    public async Task A_global_shortcut_asks_where_and_means_direct_messages_else(string? where, string channel)
    {
        await _core.HandleAsync(new ShortcutUsed("inbox:1", _core.Ada, ShortcutUsed.Global, "trigger", null, null, null, null, CoreDriver.Now), CancellationToken.None);
        Assert.That(Form().Parts.OfType<FormField>().Select(field => field.Name), Is.EqualTo(new[] { "task", "repository", "base", "agent", "where" }));

        await SubmitAsync("inbox:2", [("task", "fix it"), ("repository", "acme/gadgets"), .. where is null ? [] : new[] { ("where", where) }]);

        var run = (await RunsAsync()).Single();
        Assert.That((run.Channel, run.Surface, run.RepositoryChoice), Is.EqualTo((channel, RequestSurface.GlobalShortcut, "you chose it")));
    }

    [Test]
    public async Task A_button_of_the_home_opens_it_too()
    {
        await _core.HandleAsync(new ButtonClick("inbox:1", _core.Ada, _core.Ada.User, null, string.Empty, "new_run", "new", null, CoreDriver.Now) { TriggerId = "trigger" }, CancellationToken.None);

        Assert.That(Form().Parts.OfType<ConversationField>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_form_that_is_sent_twice_is_one_run()
    {
        await CommandAsync("inbox:1", string.Empty);
        await SubmitAsync("inbox:2", ("task", "fix it"), ("repository", "acme/widgets"));
        await SubmitAsync("inbox:2", ("task", "fix it"), ("repository", "acme/widgets"));
        await SubmitAsync("inbox:3", ("task", "fix it twice"), ("repository", "acme/gadgets"));

        Assert.That(await RunsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Somebody_elses_form_starts_nothing()
    {
        await CommandAsync("inbox:1", string.Empty);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["task"] = "fix it" };

        await _core.HandleAsync(new FormSubmission("inbox:2", _core.Bob, "new_run", Form().Context, values, CoreDriver.Now), CancellationToken.None);

        await _core.PrivateWordAsync("nothing was started");
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Who_may_start_is_asked_again_when_the_form_comes_back()
    {
        await CommandAsync("inbox:1", string.Empty);
        _core.People.Channels[_core.Channel] = FakePeople.Ordinary(_core.Channel) with { IsArchived = true };

        await SubmitAsync("inbox:2", ("task", "fix it"), ("repository", "acme/widgets"));

        await _core.PrivateWordAsync("archived");
        Assert.That(await RunsAsync(), Is.Empty);
    }

    private static object Comparable(Run run) =>
        (run.Repository, run.Title, run.Base, run.Harness, run.Model, run.Provider, run.Push, run.Steering, run.ContextMode, run.AgentNamed, run.Channel, run.ThreadTs, run.Requester);

    private static MessageFile File(string id) => new(id, $"{id}.png", "image/png", 10, null);

    private Form Form() => _core.Forms.Open.OrderBy(view => view.Key.Length).ThenBy(view => view.Key, StringComparer.Ordinal).Last().Value;

    private Task CommandAsync(string key, string text) =>
        _core.HandleAsync(new CommandInvocation(key, _core.Ada, _core.Channel, null, null, text, null, CoreDriver.Now) { TriggerId = "trigger" }, CancellationToken.None);

    private Task ShortcutAsync(string key, SaidMessage message) =>
        _core.HandleAsync(new ShortcutUsed(key, _core.Ada, ShortcutUsed.OnMessage, "trigger", _core.Channel, message, null, null, CoreDriver.Now), CancellationToken.None);

    private Task SubmitAsync(string key, params (string Field, string Value)[] values) => _core.HandleAsync(
        new FormSubmission(key, _core.Ada, "new_run", Form().Context, values.ToDictionary(pair => pair.Field, pair => pair.Value, StringComparer.Ordinal), CoreDriver.Now),
        CancellationToken.None);

    private Task<IReadOnlyList<Run>> RunsAsync() => _core.Database.Runs.ListRecentAsync(_core.Ada, 10, CancellationToken.None);
}
