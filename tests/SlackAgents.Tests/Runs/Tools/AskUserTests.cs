using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Tools;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AskUserTests
{
    private static readonly ToolQuestion Database = new("Which *database*?", ["SQLite", "Postgres"], AllowFreeText: true);

    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.CreateAsync();
        _core.Engine.Agent = Asks(Database);
        _core.People.People[_core.Ada.User] = FakePeople.Member(_core.Ada) with { DisplayName = "Ada" };
        _core.People.People[_core.Bob.User] = FakePeople.Member(_core.Bob) with { DisplayName = "Bob" };
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_question_notifies_the_requester_and_offers_a_button_per_option()
    {
        var run = await StartAsync();

        var question = await _core.QuestionAsync(run.Id);

        Assert.That(question.ThreadTs, Is.EqualTo((await _core.ReadAsync(run.Id)).ReplyThread));
        Assert.That(question.Content.Parts.OfType<Paragraph>().First().Mention, Is.EqualTo(_core.Ada.User));
        Assert.That(question.Content.Parts.OfType<AgentText>().Single().Markdown, Is.EqualTo("Which *database*?"));
        Assert.That(ButtonsOf(question), Is.EqualTo(new[] { "SQLite", "Postgres", "Skip" }));
        await Eventually.IsTrueAsync(() => _core.Slack.Posts[0].Text.Contains("🙋 Waiting for an answer", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_button_answers_it_and_a_second_click_changes_nothing()
    {
        var run = await StartAsync();
        var question = await _core.QuestionAsync(run.Id);

        await _core.ClickAsync(question, "Postgres");
        await _core.ClickAsync(question, "SQLite");

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Ada answered: Postgres"));
        await Eventually.IsTrueAsync(() => Post(run).Text.Contains("Answered by Ada: Postgres", StringComparison.Ordinal));
        Assert.That(ButtonsOf(Post(run)), Is.Empty);
        await _core.PrivateWordAsync("does not wait for this answer any more");
    }

    [Test]
    public async Task A_plain_reply_answers_it_once_and_is_no_follow_up()
    {
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        var ts = await _core.ReplyAsync(run.Id, "neither, use a file");
        await Redeliver(run, ts, "neither, use a file");

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Ada answered: neither, use a file"));
        Assert.That(await _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None), Has.Count.EqualTo(1));
        await Eventually.IsTrueAsync(() => _core.Slack.Reactions.Contains($"+white_check_mark@{ts}", StringComparer.Ordinal));
    }

    [TestCase("queue: look at the docs too")]
    [TestCase("Now: look at the docs too")]
    public async Task A_reply_that_says_when_it_is_to_be_delivered_is_still_a_follow_up(string text)
    {
        var run = await StartAsync();
        var question = await _core.QuestionAsync(run.Id);

        await _core.ReplyAsync(run.Id, text);
        await _core.ClickAsync(question, "SQLite");

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Ada answered: SQLite"));
        Assert.That((await _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None)).Select(turn => turn.Number), Is.EqualTo(new[] { 1, 2 }));
    }

    [TestCase("skip")]
    [TestCase("Skip.")]
    public async Task Skip_tells_the_agent_to_decide(string word)
    {
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        await _core.ReplyAsync(run.Id, word, by: _core.Bob);

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Bob skipped the question"));
        await Eventually.IsTrueAsync(() => Post(run).Text.Contains("Skipped by Bob", StringComparison.Ordinal));
    }

    [Test]
    public async Task Whom_the_run_does_not_belong_to_may_not_click()
    {
        var run = await StartAsync();
        var question = await _core.QuestionAsync(run.Id);

        await _core.ClickAsync(question, "Postgres", by: _core.Bob);

        await _core.PrivateWordAsync("Only the person who started this run");
        Assert.That((await _core.ReadAsync(run.Id)).ToolUse!.Open, Is.Not.Null);
    }

    [Test]
    public async Task Where_only_the_options_count_another_reply_is_asked_back()
    {
        _core.Engine.Agent = Asks(Database with { AllowFreeText = false });
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        await _core.ReplyAsync(run.Id, "maybe");
        await _core.PrivateWordAsync("one of these answers: SQLite, Postgres");
        await _core.ReplyAsync(run.Id, " postgres ");

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Ada answered: Postgres"));
    }

    [Test]
    public async Task Nobody_answers_and_the_agent_decides()
    {
        _core.Limits.QuestionTimeout = TimeSpan.FromMilliseconds(200);
        var run = await StartAsync();

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Nobody answered; decide sensibly"));
        await Eventually.IsTrueAsync(() => Post(run).Text.Contains("Nobody answered in time", StringComparison.Ordinal));
        Assert.That(ButtonsOf(Post(run)), Is.Empty);
    }

    [Test]
    public async Task While_the_agent_waits_its_silence_does_not_count_but_the_wall_clock_does()
    {
        _core.Limits.SilenceTimeout = TimeSpan.FromSeconds(1.5);
        _core.Limits.TurnTimeout = TimeSpan.FromSeconds(4);
        var run = await StartAsync();

        await _core.EndOfAsync(run.Id);

        Assert.That((await _core.ReadAsync(run.Id)).Reason, Is.EqualTo(ReasonCode.TimeLimit));
    }

    [Test]
    public async Task A_stop_ends_the_waiting_and_closes_the_question()
    {
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        await _core.ReplyAsync(run.Id, "stop");

        await _core.WhenAsync(run.Id, RunState.Stopped);
        await Eventually.IsTrueAsync(() => Post(run).Text.Contains("went on without an answer", StringComparison.Ordinal));
        Assert.That((await _core.ReadAsync(run.Id)).ToolUse!.Open, Is.Null);
    }

    [Test]
    public async Task A_host_that_dies_while_the_agent_waits_asks_nothing_twice()
    {
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        await _core.CrashAsync();
        await _core.ReplyAsync(run.Id, "SQLite");

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Ada answered: SQLite"));
        Assert.That(_core.Slack.Posts.Count(post => post.Key.Contains("/question", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_question_asked_again_in_the_turn_has_the_same_answer()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            var first = await turn.AskAsync(Database);
            var second = await turn.AskAsync(Database with { Text = "  Which *database*?\r\n" });
            return await EndAsync(turn, $"{first.Text} / {second.Text}");
        };
        var run = await StartAsync();

        await _core.ClickAsync(await _core.QuestionAsync(run.Id), "SQLite");

        Assert.That((await _core.EndOfAsync(run.Id)).Text, Does.Contain("Ada answered: SQLite / Ada answered: SQLite"));
        Assert.That((await _core.ReadAsync(run.Id)).ToolUse!.Questions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_came_when_the_agent_had_left_is_the_next_turn()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _core.Engine.Agent = async turn =>
        {
            if (turn.Number > 1)
            {
                return await Agents.TalkAsync(turn);
            }

            turn.Begin();
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(turn.Killed);
            var asking = turn.Door.Tools!.AskAsync(Database, leaving.Token);
            await left.Task;
            await leaving.CancelAsync();
            await Task.WhenAny(asking);
            await answered.Task;
            return await EndAsync(turn, "I took SQLite.");
        };
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        left.SetResult();
        await _core.ReplyAsync(run.Id, "Postgres, please");
        answered.SetResult();

        await _core.EndOfAsync(run.Id, turn: 2);
        var turns = await _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None);
        Assert.That(turns[1].Prompt, Is.EqualTo("You asked: Which *database*?\n\nAda answered: Postgres, please"));
    }

    [Test]
    public async Task One_question_at_a_time_and_no_more_than_the_run_may_ask()
    {
        _core.Tools.MaxQuestions = 1;
        var refusals = new List<ToolAnswer>();
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            var first = turn.AskAsync(Database);
            await _core.QuestionAsync(_core.Gateway.Open.Single());
            refusals.Add(await turn.AskAsync(new ToolQuestion("And now?", [], AllowFreeText: true)));
            var answer = await first;
            refusals.Add(await turn.AskAsync(new ToolQuestion("And then?", [], AllowFreeText: true)));
            return await EndAsync(turn, answer.Text);
        };
        var run = await StartAsync();
        await Eventually.IsTrueAsync(() => refusals.Count > 0);

        await _core.ReplyAsync(run.Id, "SQLite");
        await _core.EndOfAsync(run.Id);

        Assert.That(refusals.Select(one => one.IsError), Is.All.True);
        Assert.That(refusals[0].Text, Does.StartWith("Another question of yours is open."));
        Assert.That(refusals[1].Text, Does.StartWith("This run has asked its 1 questions."));
    }

    [Test]
    public async Task What_is_asked_and_answered_is_in_the_trace()
    {
        var run = await StartAsync();
        await _core.ClickAsync(await _core.QuestionAsync(run.Id), "SQLite");
        await _core.EndOfAsync(run.Id);

        var trace = await TraceAsync(run);

        Assert.That(trace.OfType<QuestionEvent>().Single().Text, Is.EqualTo("Which *database*?"));
        Assert.That(trace.OfType<ReplyEvent>(), Is.EqualTo(new[] { new ReplyEvent("1", "SQLite", "Ada", "answered") }));
    }

    private static Func<FakeTurn, Task<int>> Asks(ToolQuestion question) => async turn =>
    {
        turn.Begin();
        var answer = await turn.AskAsync(question);
        return await EndAsync(turn, answer.Text);
    };

    private static async Task<int> EndAsync(FakeTurn turn, string answer)
    {
        turn.Finish(answer);
        await turn.ReadInputToEndAsync();
        return 0;
    }

    private static IEnumerable<string> ButtonsOf(FakePost post) => post.Content.Parts.OfType<Buttons>().SelectMany(row => row.Items).Select(button => button.Text);

    private async Task<Run> StartAsync()
    {
        await _core.StartAsync();
        return await _core.AskAsync();
    }

    private FakePost Post(Run run) => _core.Slack.Posts.Single(post => post.Key == QuestionMessages.KeyOf(run.Id, 1));

    private async Task Redeliver(Run run, string ts, string text) => await _core.HandleAsync(
        new ThreadMessage($"reply:{ts}", _core.Ada, run.Channel, (await _core.ReadAsync(run.Id)).ReplyThread!, ts, text, IsMention: false, CoreDriver.Now),
        CancellationToken.None);

    private async Task<IReadOnlyList<TraceEvent>> TraceAsync(Run run)
    {
        await _core.Get<TraceWriter>().FlushAsync(run.Id, CancellationToken.None);
        return [.. (await _core.Database.Traces.ReadAsync(run.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event)];
    }
}
