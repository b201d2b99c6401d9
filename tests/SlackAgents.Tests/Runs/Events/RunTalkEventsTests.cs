using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Events;

/// <summary>Who said, asked, answered and decided what, as a run's trace has it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunTalkEventsTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.CreateAsync();
        _core.Engine.Agent = _agent.RunAsync;
        _core.People.People[_core.Ada.User] = FakePeople.Member(_core.Ada) with { DisplayName = "Ada" };
        _core.People.People[_core.Bob.User] = FakePeople.Member(_core.Bob) with { DisplayName = "Bob" };
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task What_people_say_is_in_the_trace_with_their_names_when_the_agent_is_given_it()
    {
        var run = await StartAsync();
        await _core.ReplyAsync(run.Id, "now: use tabs", _core.Bob);
        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use tabs" }));
        await _core.ReplyAsync(run.Id, "queue: then the changelog", _core.Bob);
        await _core.ReplyAsync(run.Id, "interrupt: wrong file");
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _agent.BegunAsync(3);
        _agent.Finish();
        await _core.EndOfAsync(run.Id, turn: 3);

        var said = await OfAsync<PromptEvent>(run, prompts => prompts.Count() == 4);
        Assert.That(said.Select(prompt => (prompt.Author, prompt.Text)), Is.EqualTo(new (string?, string)[]
        {
            ("Ada", "fix it"), ("Bob", "use tabs"), ("Ada", "wrong file"), ("Bob", "then the changelog"),
        }));
    }

    [Test]
    public async Task What_the_agent_plays_back_is_no_second_message_of_a_person()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Print("""{"type":"user","isReplay":true,"uuid":"u1","session_id":"s","message":{"role":"user","content":"fix it, and what was said before"}}""");
            return await Agents.TalkAsync(turn);
        };
        await _core.StartAsync();
        var run = await _core.AskAsync("fix it");
        await _core.EndOfAsync(run.Id);

        var events = await AllAsync(run);
        Assert.That(events.OfType<PromptEvent>().Select(prompt => (prompt.Author, prompt.Text)), Is.EqualTo(new[] { ("Ada", "fix it") }));
        Assert.That(events, Has.Member(new NoticeEvent("repeated", "fix it, and what was said before")));
    }

    [Test]
    public async Task A_message_and_its_receipts_have_the_same_id()
    {
        var run = await StartAsync();
        await _core.ReplyAsync(run.Id, "now: use tabs", _core.Bob);
        await Eventually.ThatAsync(() => _agent.Heard, Has.Count.EqualTo(1));
        _agent.Finish();
        await _core.EndOfAsync(run.Id);

        var events = await AllAsync(run);
        var message = events.OfType<PromptEvent>().Single(prompt => prompt.Text == "use tabs");
        Assert.That(events.OfType<SteeringEvent>().Where(steering => steering.MessageId == message.MessageId).Select(steering => steering.State), Is.EqualTo(new[] { "sent", "queued", "delivered" }));
        Assert.That(events.ToList().IndexOf(message), Is.LessThan(events.ToList().FindIndex(what => what is SteeringEvent)));
    }

    [Test]
    public async Task A_message_that_waits_is_announced_and_so_is_its_change()
    {
        var run = await StartAsync();
        var ts = await _core.ReplyAsync(run.Id, "then the changelog", _core.Bob);
        await _core.HandleAsync(new MessageEdited("edit:1", _core.Bob, run.Channel, (await _core.ReadAsync(run.Id)).ReplyThread!, ts, "then the readme", CoreDriver.Now), CancellationToken.None);
        _agent.Finish();
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(run.Id, turn: 2);

        var events = await AllAsync(run);
        Assert.That(events.OfType<NoticeEvent>().Where(notice => notice.Topic == "reply").Select(notice => notice.Text), Is.EqualTo(new[]
        {
            "Bob said something. The agent gets it when this turn has ended.", "Bob changed the message before the agent had it.",
        }));
        Assert.That(events.OfType<PromptEvent>().Select(prompt => prompt.Text), Is.EqualTo(new[] { "fix it", "then the readme" }));
    }

    [Test]
    public async Task A_question_and_its_answer_are_in_the_trace_with_who_answered()
    {
        _core.Engine.Agent = Asks;
        var run = await StartAsync();

        await _core.ClickAsync(await _core.QuestionAsync(run.Id), "Postgres");
        await _core.EndOfAsync(run.Id);

        var events = await AllAsync(run);
        var question = events.OfType<QuestionEvent>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(question.Text, Is.EqualTo("Which database?"));
            Assert.That(question.Choices, Is.EqualTo(new[] { "SQLite", "Postgres" }));
            Assert.That(events.OfType<ReplyEvent>().Single(), Is.EqualTo(new ReplyEvent(question.QuestionId, "Postgres", "Ada", "answered")));
        });
    }

    [Test]
    public async Task A_question_that_nobody_answers_expires()
    {
        _core.Engine.Agent = Asks;
        _core.Limits.QuestionTimeout = TimeSpan.FromMilliseconds(100);
        var run = await StartAsync();
        await _core.EndOfAsync(run.Id);

        var reply = (await OfAsync<ReplyEvent>(run, replies => replies.Any())).Single();
        Assert.That((reply.State, reply.Author), Is.EqualTo(("expired", (string?)null)));
    }

    [Test]
    public async Task A_question_that_was_asked_before_a_crash_is_told_once()
    {
        _core.Engine.Agent = Asks;
        var run = await StartAsync();
        await _core.QuestionAsync(run.Id);

        await _core.CrashAsync();

        Assert.That(await OfAsync<QuestionEvent>(run, questions => questions.Any()), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Who_started_stopped_retried_and_muted_a_run_is_in_its_trace()
    {
        var run = await StartAsync();
        await _core.ReplyAsync(run.Id, "mute");
        await _core.ReplyAsync(run.Id, "stop");
        await _core.EndOfAsync(run.Id);
        await _core.ReplyAsync(run.Id, "retry");
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(run.Id, turn: 2);

        Assert.That((await OfAsync<AccessEvent>(run, did => did.Count() >= 4)).Select(did => $"{did.Person} {did.Action} {did.Verdict}"), Is.EqualTo(new[]
        {
            "Ada start allowed", "Ada mute allowed", "Ada stop allowed", "Ada retry allowed",
        }));
    }

    [Test]
    public async Task Who_was_not_allowed_to_is_in_the_trace_as_well()
    {
        var run = await StartAsync();

        await _core.ReplyAsync(run.Id, "stop", _core.Bob);

        var refused = (await OfAsync<AccessEvent>(run, did => did.Any(one => one.Verdict == "refused")))[^1];
        Assert.That((refused.Person, refused.Action), Is.EqualTo(("Bob", "control")));
        _agent.Finish();
        await _core.EndOfAsync(run.Id);
    }

    [TestCase(true, "approved")]
    [TestCase(false, "rejected")]
    public async Task Who_decided_about_which_commit_is_in_the_trace(bool approve, string verdict)
    {
        _core.Publishing.Approval = ApprovalMode.Always;
        var run = await StartAsync();
        _agent.Finish();
        var held = await _core.WhenAsync(run.Id, RunState.Held);

        await _core.Get<IApprovals>().DecideAsync(held, approve, new Requester(_core.Ada, "Ada"), CancellationToken.None);

        var decided = (await OfAsync<AccessEvent>(run, did => did.Any(one => one.Action == "approve")))[^1];
        Assert.That(decided, Is.EqualTo(new AccessEvent("Ada", "approve", verdict, $"commit {held.Approval!.HeadSha}")));
    }

    private async Task<Run> StartAsync()
    {
        await _core.StartAsync();
        var run = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(run.Id, RunState.Running);
        return run;
    }

    private async Task<IReadOnlyList<TraceEvent>> AllAsync(Run run)
    {
        await _core.Get<TraceWriter>().FlushAsync(run.Id, CancellationToken.None);
        return [.. (await _core.Database.Traces.ReadAsync(run.Id, 0, 10_000, CancellationToken.None)).Select(record => record.Event)];
    }

    private Task<IReadOnlyList<TEvent>> OfAsync<TEvent>(Run run, Func<IEnumerable<TEvent>, bool> until)
        where TEvent : TraceEvent => Eventually.FindAsync(async () =>
        {
            IReadOnlyList<TEvent> events = [.. (await AllAsync(run)).OfType<TEvent>()];
            return until(events) ? events : null;
        });

    private static async Task<int> Asks(FakeTurn turn)
    {
        turn.Begin();
        var answer = await turn.AskAsync(new ToolQuestion("Which database?", ["SQLite", "Postgres"], AllowFreeText: true));
        turn.Finish(answer.Text);
        await turn.ReadInputToEndAsync();
        return 0;
    }
}
