using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Home;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.Intake.Home;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HomeTests
{
    private CoreDriver _core = null!;
    private int _requests;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Harnesses.Default = "robot";
        core.Limits.MaxConcurrent = 1;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Somebody_without_runs_sees_how_to_begin()
    {
        var home = await OpenAsync();

        Assert.That(Words(home), Does.Contain("Nothing of yours is running").And.Contain("0 of 1 sandboxes at work, 0 runs wait").And.Contain("/agent help"));
        Assert.That(ActionsOf(home), Is.EqualTo(new[] { "new_run", "settings_person" }));
        Assert.That(Words(home), Does.Contain("Agent and model: robot · claude-sonnet-4-5 (default)").And.Contain("Mention me for: everything that ends"));
    }

    [Test]
    public async Task What_runs_and_what_waits_is_there_with_its_buttons()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var running = await _core.AskAsync("fix the first");
        await _core.WhenAsync(running.Id, RunState.Running);
        await CardOfAsync(running.Id);
        var waiting = await _core.AskAsync("fix the second");
        await _core.AskAsync("fix nothing of yours", _core.Bob);
        await CardOfAsync(waiting.Id);
        await Eventually.IsTrueAsync(() => _core.Get<RunQueue>().Length == 2);

        var home = await OpenAsync();

        Assert.That(Words(home), Does.Match("Working, \\d+ s · fix the first").And.Contain("Queued, number 1 in line · fix the second").And.Contain("1 of 1 sandboxes at work, 2 runs wait"));
        Assert.That(Words(home), Does.Not.Contain("nothing of yours").And.Not.Contain("Recent"));
        Assert.That(ActionsOf(home), Is.EqualTo(new[] { "new_run", "stop", "open_thread", "view_trace", "stop", "open_thread", "view_trace", "settings_person" }));
    }

    [Test]
    public async Task A_held_change_stands_first_and_is_decided_from_there()
    {
        _core.Publishing.Approval = ApprovalMode.Always;
        _core.Accounts.MissingSettings = ["GitHub:ClientId"];
        var run = await _core.AskAsync("fix the first");
        await _core.WhenAsync(run.Id, RunState.Held);

        var home = await OpenAsync();
        await ClickAsync(ButtonsOf(home).Single(button => button.Text == "Approve"));

        Assert.That(Words(home), Does.Contain("One run waits for you").And.Contain("Approval needed"));
        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Pull request ready"));
    }

    [Test]
    public async Task What_has_ended_is_there_with_state_pull_request_and_cost()
    {
        _core.Engine.Agent = Agents.EditAsync;
        var run = await _core.AskAsync("fix the readme");
        await _core.WhenAsync(run.Id, RunState.Finished);
        var ended = await _core.ReadAsync(run.Id);

        var home = await OpenAsync();

        var fact = home.Parts.OfType<Facts>().Single().Items.Single();
        Assert.That((fact.Label, fact.Value, fact.Url), Is.EqualTo(("fix the readme", $"✅ Pull request ready · #{ended.PullRequestNumber} draft · acme/widgets", ended.PullRequestUrl)));
    }

    [Test]
    public async Task A_run_can_be_stopped_from_there()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var run = await _core.AskAsync("fix the first");
        await _core.WhenAsync(run.Id, RunState.Running);
        var stop = ButtonsOf(await OpenAsync()).Single(button => button.Action == "stop");

        await ClickAsync(stop);

        await _core.WhenAsync(run.Id, RunState.Stopped);
    }

    [Test]
    public async Task A_question_stands_first_and_is_answered_from_there()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            turn.Finish((await turn.AskAsync(new ToolQuestion("Which database?", ["SQLite", "Postgres"], AllowFreeText: true))).Text);
            await turn.ReadInputToEndAsync();
            return 0;
        };
        var run = await _core.AskAsync("fix the first");
        await _core.QuestionAsync(run.Id);

        var home = await OpenAsync();
        await ClickAsync(ButtonsOf(home).Single(button => button.Text == "Postgres"));

        Assert.That(Words(home), Does.Contain("One run waits for you").And.Contain("🙋 fix the first\nWhich database?"));
        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("answered: Postgres"));
    }

    [Test]
    public async Task The_page_follows_while_somebody_looks()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        await OpenAsync();

        var run = await _core.AskAsync("fix the first");
        await Eventually.IsTrueAsync(() => Words(_core.Forms.Homes[_core.Ada]).Contains("fix the first", StringComparison.Ordinal));

        Assert.That(_core.Forms.Homes.Keys, Is.EqualTo(new[] { _core.Ada }));
        Assert.That(run.Requester.Person, Is.EqualTo(_core.Ada));
    }

    [TestCase("guest", "Guests may not")]
    [TestCase("stranger", "own workspace")]
    public async Task Whoever_may_not_ask_sees_why_and_nothing_else(string kind, string reason)
    {
        var member = FakePeople.Member(_core.Ada);
        _core.People.People[_core.Ada.User] = kind == "guest" ? member with { IsGuest = true } : member with { IsStranger = true };

        var home = await OpenAsync();

        Assert.That(Words(home), Does.Contain(reason).And.Not.Contain("sandboxes"));
        Assert.That(ButtonsOf(home), Is.Empty);
    }

    [Test]
    public async Task When_slack_does_not_tell_where_a_thread_is_the_page_comes_without_that_link()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var run = await _core.AskAsync("fix the first");
        await CardOfAsync(run.Id);
        _core.Slack.Before = (what, _) =>
        {
            if (what == "permalink")
            {
                throw new ReplyException(ReplyFailure.Transient, "http_503", "Slack does not answer.");
            }
        };

        Assert.That(ActionsOf(await OpenAsync()), Is.EqualTo(new[] { "new_run", "stop", "view_trace", "settings_person" }));
    }

    [Test]
    public async Task Settings_that_are_changed_from_there_are_shown_there()
    {
        await ClickAsync(ButtonsOf(await OpenAsync()).Single(button => button.Action == "settings_person"));
        var form = _core.Forms.Open.Values.Single();

        await _core.HandleAsync(
            new FormSubmission("form:1", _core.Ada, form.Id, form.Context, new Dictionary<string, string>(StringComparer.Ordinal) { [SettingsForms.Notifications] = "nothing" }, CoreDriver.Now),
            CancellationToken.None);

        await Eventually.IsTrueAsync(() => Words(_core.Forms.Homes[_core.Ada]).Contains("Mention me for: nothing", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_channel_s_settings_do_not_open_where_there_is_no_channel()
    {
        await ClickAsync(new Button("settings_channel", "Edit", "home"));

        await _core.PrivateWordAsync("belongs to no channel");
        Assert.That(_core.Forms.Open, Is.Empty);
    }

    [Test]
    public void However_much_there_is_the_page_stays_inside_what_slack_takes()
    {
        var page = _core.Get<HomePage>();
        var question = new RunQuestion { Number = 1, Turn = 1, Text = new string('q', 5_000), Options = ["a", "b", "c", "d"], AllowFreeText = true, Deadline = Some.Instant };
        var endless = new string('t', 500);
        List<Run> underWay = [.. Enumerable.Range(0, 50).Select(_ => Some.Run() with { Title = endless, State = RunState.Running, ToolUse = new RunToolUse([question], []) }), .. Enumerable.Range(0, 50).Select(_ => Some.Run() with { Title = endless })];
        List<Run> recent = [.. Enumerable.Range(0, 50).Select(_ => Some.Run() with { State = RunState.Failed })];

        var home = page.Draw(new HomeData(underWay, recent, new Dictionary<RunId, Uri>(), []));

        var blocks = home.Parts.Sum(part => part is Buttons buttons ? (buttons.Items.Count + 4) / 5 : 1);
        Assert.That(blocks, Is.LessThanOrEqualTo(100));
        Assert.That(Words(home), Does.Contain("50 runs wait for you").And.Contain("And 45 more; they come up").And.Contain("And 40 more; `/agent list`"));
        Assert.That(home.Parts.OfType<Paragraph>().Max(paragraph => paragraph.Text.Length), Is.LessThan(500));
    }

    private static string Words(ReplyContent content) => FakePost.Words(content);

    private static IEnumerable<Button> ButtonsOf(ReplyContent content) => content.Parts.OfType<Buttons>().SelectMany(row => row.Items);

    private static IEnumerable<string> ActionsOf(ReplyContent content) => ButtonsOf(content).Select(button => button.Action);

    private async Task<ReplyContent> OpenAsync()
    {
        await _core.HandleAsync(new HomeOpened($"home:{_requests++}", _core.Ada, CoreDriver.Now), CancellationToken.None);
        return _core.Forms.Homes[_core.Ada];
    }

    private Task ClickAsync(Button button) => _core.HandleAsync(
        new ButtonClick($"homeclick:{_requests++}", _core.Ada, _core.Ada.User, null, string.Empty, button.Action, button.Value, null, CoreDriver.Now) { TriggerId = "trigger" },
        CancellationToken.None);

    private Task<Run> CardOfAsync(RunId id) =>
        Eventually.FindAsync(async () => await _core.Database.Runs.GetAsync(id, CancellationToken.None) is { CardTs: not null } run ? run : null);
}
