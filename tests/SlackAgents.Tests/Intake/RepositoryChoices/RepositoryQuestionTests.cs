using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.RepositoryChoices;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RepositoryQuestionTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.StartNewAsync(core =>
        {
            core.Limits.MaxConcurrent = 1;
            core.Defaults.Workspace.Repository = null;
            core.Host.Repositories = ["acme/widgets", "acme/gadgets"];
        });
        await Eventually.IsTrueAsync(() => _core.Get<RepositoryDirectory>().HasAnswer);
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_task_without_a_repository_is_asked_about_and_starts_with_the_choice()
    {
        var question = await AskAsync("inbox:1", "fix the typo push=off");

        await ClickAsync("inbox:2", question, "acme/gadgets");

        var run = (await RunsAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(question.Content.Summary, Does.StartWith("Which repository?"));
            Assert.That(question.To.Person, Is.EqualTo(_core.Ada));
            Assert.That(ButtonsOf(question).Select(button => button.Text), Is.EqualTo(new[] { "Use acme/gadgets", "Use acme/widgets" }));
            Assert.That(question.Content.Parts.OfType<Picker>().Single().Action, Is.EqualTo("pick_repo"));
            Assert.That((run.Repository.ToString(), run.RepositoryChoice, run.Title, run.Push), Is.EqualTo(("acme/gadgets", "you chose it", "fix the typo", false)));
        });
    }

    [Test]
    public async Task The_picker_starts_it_as_the_buttons_do()
    {
        var question = await AskAsync("inbox:1", "fix the typo");
        var picker = question.Content.Parts.OfType<Picker>().Single();

        await HandleAsync(Click("inbox:2", _core.Ada, picker.Action, picker.Value) with { Selected = "acme/widgets" });

        Assert.That((await RunsAsync()).Single().Repository, Is.EqualTo(RepositoryName.Parse("acme/widgets")));
    }

    [Test]
    public async Task However_often_it_is_clicked_it_is_one_run()
    {
        var question = await AskAsync("inbox:1", "fix the typo");

        await Task.WhenAll(ClickAsync("inbox:2", question, "acme/gadgets"), ClickAsync("inbox:3", question, "acme/widgets"));
        await ClickAsync("inbox:2", question, "acme/gadgets");
        await ClickAsync("inbox:4", question, "acme/widgets");

        var run = (await RunsAsync()).Single();
        Assert.That(await _core.PrivateWordAsync("was started already"), Does.Contain($"as run {run.Id}"));
    }

    [Test]
    public async Task The_same_click_handled_twice_says_nothing_the_second_time()
    {
        var question = await AskAsync("inbox:1", "fix the typo");
        await ClickAsync("inbox:2", question, "acme/gadgets");
        var said = _core.Slack.Private.Count;

        await ClickAsync("inbox:2", question, "acme/gadgets");
        await HandleAsync(Click("inbox:9", _core.Ada, "choose_repo", "unknown/acme/gadgets"));

        await _core.PrivateWordAsync("I do not know this task any more");
        Assert.That(_core.Slack.Private, Has.Count.EqualTo(said + 1));
        Assert.That(await RunsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Nobody_else_can_choose_for_it()
    {
        var question = await AskAsync("inbox:1", "fix the typo");
        var button = ButtonsOf(question)[0];

        await HandleAsync(Click("inbox:2", _core.Bob, button.Action, button.Value));

        await _core.PrivateWordAsync("Only Name of U0ADA");
        Assert.That(await RunsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_request_that_is_handled_again_is_asked_about_once()
    {
        await AskAsync("inbox:1", "fix the typo");
        await _core.AskAsync("inbox:1", "fix the typo");
        await _core.AskAsync("inbox:2", "help");

        await _core.PrivateWordAsync("starts a run");
        Assert.That(_core.Slack.Private.Count(said => said.Content.Summary.StartsWith("Which repository?", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_task_that_names_two_repositories_offers_both()
    {
        var question = await AskAsync("inbox:1", "port it from widgets to acme/gadgets");

        Assert.That(question.Content.Summary, Does.Contain("names acme/widgets and acme/gadgets"));
    }

    [Test]
    public async Task A_mistyped_name_offers_what_was_probably_meant()
    {
        var question = await AskAsync("inbox:1", "repo=wigdets fix the typo");

        Assert.That(ButtonsOf(question).Select(button => button.Text), Is.EqualTo(new[] { "Use acme/widgets" }));
    }

    [Test]
    public async Task Where_there_are_no_buttons_the_refusal_lists_the_candidates()
    {
        var refused = await AdmitAsync(Request("fix the typo") with { Surface = RequestSurface.Api });

        Assert.Multiple(() =>
        {
            Assert.That(refused.Admitted, Is.False);
            Assert.That(refused.Question, Is.Null);
            Assert.That(refused.Answer.Summary, Does.Contain("`repo=acme/gadgets` or `repo=acme/widgets`"));
        });
    }

    [Test]
    public async Task The_threads_earlier_run_comes_before_the_words_of_the_task()
    {
        await _core.AskAsync("inbox:1", "repo=acme/gadgets fix the typo");
        var earlier = await Eventually.FindAsync(async () => (await RunsAsync()).SingleOrDefault(run => run.CardTs is not null));

        var admitted = await AdmitAsync(Request("now fix the widgets") with { ThreadTs = earlier.CardTs });

        Assert.That(admitted.Admitted, Is.True);
        Assert.That((await RunsAsync()).Select(run => $"{run.Repository} ({run.RepositoryChoice})"), Has.Member("acme/gadgets (this thread's earlier run)"));
    }

    private static RunRequest RequestOf(CoreDriver core, string task) => new()
    {
        RunId = RunId.New(),
        RequestKey = "request:1",
        Requester = new Requester(core.Ada, "Ada"),
        Channel = core.Channel,
        Task = task,
        Options = RunOptions.None,
        ReplyTo = new PrivateAddress(core.Ada, core.Channel, null, null),
    };

    private static List<Button> ButtonsOf((PrivateAddress To, ReplyContent Content) said) => [.. said.Content.Parts.OfType<Buttons>().SelectMany(row => row.Items)];

    private RunRequest Request(string task) => RequestOf(_core, task);

    private Task<Admission> AdmitAsync(RunRequest request) => _core.Get<RunAdmission>().AdmitAsync(request, CancellationToken.None);

    private async Task<(PrivateAddress To, ReplyContent Content)> AskAsync(string key, string text)
    {
        await _core.AskAsync(key, text);
        await _core.PrivateWordAsync("Which repository?");
        return _core.Slack.Private.First(said => said.Content.Summary.StartsWith("Which repository?", StringComparison.Ordinal));
    }

    private Task ClickAsync(string key, (PrivateAddress To, ReplyContent Content) question, string repository)
    {
        var button = ButtonsOf(question).Single(one => one.Text == $"Use {repository}");
        return HandleAsync(Click(key, _core.Ada, button.Action, button.Value));
    }

    private ButtonClick Click(string key, PersonId person, string action, string value) => new(key, person, _core.Channel, null, "1893553445.999999", action, value, null, CoreDriver.Now);

    private Task HandleAsync(ButtonClick click) => _core.HandleAsync(click, CancellationToken.None);

    private Task<IReadOnlyList<Run>> RunsAsync() => _core.Database.Runs.ListRecentAsync(_core.Ada, 10, CancellationToken.None);
}
