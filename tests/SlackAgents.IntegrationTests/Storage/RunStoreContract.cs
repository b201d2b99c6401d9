using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Testing.Data;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs.Approvals;

namespace SlackAgents.IntegrationTests.Storage;

internal abstract class RunStoreContract : StoreContract
{
    private IRunStore Runs => Database.Runs;

    [Test]
    public async Task A_run_is_read_as_it_was_written()
    {
        var run = FullRun();
        var turn = Some.Turn(run.Id) with { StartedAt = Some.Instant, EndedAt = Some.Instant.AddTicks(1), Reason = ReasonCode.TimeLimit, MessageTs = Some.Ts(), Delivery = TurnDelivery.Now, JoinedTurn = 1 };

        await Runs.AddAsync(Some.Key(), new RunChange(run, [turn], []), Token);

        Assert.That(await Runs.GetAsync(run.Id, Token), Is.EqualTo(run with { Version = 1 }).UsingPropertiesComparer());
        Assert.That(await Runs.GetTurnsAsync(run.Id, Token), Is.EqualTo(new[] { turn }).UsingPropertiesComparer());
    }

    [Test]
    public async Task A_full_run_leaves_no_property_at_its_default()
    {
        var run = FullRun() with { Version = 7 };

        var unset = typeof(Run).GetProperties()
            .Where(property => property.CanWrite && property.GetValue(run) is null or RunState.Queued)
            .Select(property => property.Name);

        Assert.That(unset, Is.Empty, "a new property has to be part of the round trip above");
        await Task.CompletedTask;
    }

    [Test]
    public async Task A_second_request_with_the_same_key_changes_nothing()
    {
        var key = Some.Key();
        var first = Some.NewRun();
        await Runs.AddAsync(key, first, Token);

        var other = await Runs.AddAsync(key, Some.NewRun(), Token);
        var same = await Runs.AddAsync(key, first, Token);

        Assert.That((other, same), Is.EqualTo((false, false)));
        Assert.That(await Runs.ListRecentAsync(null, 10, Token), Has.Count.EqualTo(1));
        Assert.That(await Database.Outbox.CountPendingAsync(Token), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_a_hundred_adds_of_one_request_exactly_one_is_true()
    {
        var key = Some.Key();

        var added = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Runs.AddAsync(key, Some.NewRun(), Token))));

        Assert.That(added.Count(isNew => isNew), Is.EqualTo(1));
    }

    [Test]
    public async Task A_change_stores_run_turns_and_messages_together()
    {
        var run = await AddAsync(Some.RunWithCard());
        var message = Some.Message(run);

        var result = await Runs.ChangeAsync(
            run.Id,
            (current, turns) => new RunChange(
                current with { State = RunState.Finished, Reason = ReasonCode.Completed },
                [turns[0] with { State = TurnState.Ended }, Some.Turn(current.Id) with { Number = 2 }],
                [message]),
            Token);

        Assert.That(result, Is.EqualTo(new RunChangeResult(run with { Version = 2, State = RunState.Finished, Reason = ReasonCode.Completed }, Changed: true)));
        Assert.That((await Runs.GetTurnsAsync(run.Id, Token)).Select(turn => (turn.Number, turn.State)), Is.EqualTo(new[] { (1, TurnState.Ended), (2, TurnState.Waiting) }));
        Assert.That((await Database.Outbox.TakeDueAsync(10, Token)).Select(entry => entry.Message.Key), Has.Member(message.Key));
    }

    [Test]
    public async Task Deciding_for_nothing_changes_nothing()
    {
        var run = await AddAsync(Some.Run());

        var result = await Runs.ChangeAsync(run.Id, (_, _) => null, Token);

        Assert.That(result, Is.EqualTo(new RunChangeResult(run, Changed: false)));
    }

    [Test]
    public async Task A_run_that_is_not_there_is_null()
    {
        var missing = Some.RunId();

        Assert.That(await Runs.GetAsync(missing, Token), Is.Null);
        Assert.That(await Runs.ChangeAsync(missing, (run, _) => new RunChange(run, [], []), Token), Is.Null);
        Assert.That(await Runs.FindByThreadAsync(new ThreadAddress("C1", "1.1"), Token), Is.Null);
        Assert.That(await Runs.GetTurnsAsync(missing, Token), Is.Empty);
    }

    [Test]
    public async Task When_deciding_throws_the_caller_hears_it_and_others_go_on()
    {
        var run = await AddAsync(Some.Run());

        var failing = Runs.ChangeAsync(run.Id, (_, _) => throw new FormatException("no"), Token);
        var working = Runs.ChangeAsync(run.Id, (current, _) => new RunChange(current with { Title = "still here" }, [], []), Token);

        Assert.That(() => failing, Throws.TypeOf<FormatException>().With.Message.EqualTo("no"));
        Assert.That((await working)!.Run, Is.EqualTo(run with { Version = 2, Title = "still here" }));
    }

    [Test]
    public async Task A_change_that_fails_half_way_leaves_nothing()
    {
        var run = await AddAsync(Some.Run());
        var foreign = Some.Turn(Some.RunId());
        var unstorable = Some.Message(run) with { Key = null! };

        var withForeignTurn = Runs.ChangeAsync(run.Id, (current, _) => new RunChange(current with { Title = "a" }, [foreign], []), Token);
        var withBadMessage = Runs.ChangeAsync(run.Id, (current, _) => new RunChange(current with { Title = "b" }, [Some.Turn(run.Id) with { Number = 2 }], [unstorable]), Token);

        Assert.That(() => withForeignTurn, Throws.InvalidOperationException);
        Assert.That(() => withBadMessage, Throws.Exception);
        Assert.That(await Runs.GetAsync(run.Id, Token), Is.EqualTo(run));
        Assert.That(await Runs.GetTurnsAsync(run.Id, Token), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_change_made_from_an_old_version_is_refused()
    {
        var old = await AddAsync(Some.Run());
        await Runs.ChangeAsync(old.Id, (current, _) => new RunChange(current with { Title = "newer" }, [], []), Token);

        var stale = Runs.ChangeAsync(old.Id, (_, _) => new RunChange(old with { Title = "older" }, [], []), Token);

        Assert.That(() => stale, Throws.InvalidOperationException.With.Message.Contains("version 1"));
        Assert.That((await Runs.GetAsync(old.Id, Token))!.Title, Is.EqualTo("newer"));
    }

    [Test]
    public async Task Fifty_changes_at_once_lose_no_update()
    {
        var run = await AddAsync(Some.Run());

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Runs.ChangeAsync(
            run.Id,
            (current, _) => new RunChange(current with { Usage = current.Usage.Add(new RunUsage(1, 0, 0, 0.01m, 1)) }, [], []),
            Token))));

        var after = await Runs.GetAsync(run.Id, Token);
        Assert.That(after, Is.EqualTo(run with { Version = 51, Usage = new RunUsage(50, 0, 0, 0.50m, 50) }));
    }

    [Test]
    public async Task Of_fifty_that_expect_the_same_state_one_wins()
    {
        var run = await AddAsync(Some.Run());

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Runs.ChangeAsync(
            run.Id,
            (current, _) => current.State == RunState.Queued ? new RunChange(current with { State = RunState.Preparing }, [], []) : null,
            Token))));

        Assert.That(results.Count(result => result!.Changed), Is.EqualTo(1));
    }

    [Test]
    public async Task The_newest_run_of_a_thread_is_found_by_card_or_by_thread()
    {
        var byCard = await AddAsync(Some.RunWithCard());
        var older = await AddAsync(Some.Run() with { ThreadTs = "1.1", CardTs = "1.5", Channel = "C1" });
        var newer = await AddAsync(Some.Run() with { ThreadTs = "1.1", Channel = "C1", CreatedAt = older.CreatedAt.AddSeconds(1) });

        Assert.That(await Runs.FindByThreadAsync(new ThreadAddress(byCard.Channel, byCard.CardTs!), Token), Is.EqualTo(byCard));
        Assert.That(await Runs.FindByThreadAsync(new ThreadAddress("C1", "1.1"), Token), Is.EqualTo(newer));
        Assert.That(await Runs.FindByThreadAsync(new ThreadAddress("C2", "1.1"), Token), Is.Null);
    }

    [Test]
    public async Task A_run_is_found_by_any_message_of_its_thread()
    {
        var run = await AddAsync(Some.Run() with { ThreadTs = Some.Ts(), CardTs = Some.Ts() });
        var prompt = Some.Ts();
        var answer = Some.Message(run);
        await Runs.ChangeAsync(run.Id, (current, _) => new RunChange(current, [Some.Turn(run.Id) with { Number = 2, MessageTs = prompt }], [answer]), Token);
        await Database.Outbox.CompleteAsync(answer.Key, "77.7", Token);

        foreach (var ts in new[] { run.ThreadTs!, run.CardTs!, prompt, "77.7" })
        {
            Assert.That((await Runs.FindByMessageAsync(new ThreadAddress(run.Channel, ts), Token))?.Id, Is.EqualTo(run.Id), ts);
            Assert.That(await Runs.FindByMessageAsync(new ThreadAddress(Some.Channel(), ts), Token), Is.Null, ts);
        }

        Assert.That(await Runs.FindByMessageAsync(new ThreadAddress(run.Channel, Some.Ts()), Token), Is.Null);
    }

    [Test]
    public async Task Runs_are_listed_by_state_and_by_person()
    {
        var queued = await AddAsync(Some.Run() with { StateSince = Some.Instant.AddMinutes(2) });
        var running = await AddAsync(Some.Run() with { State = RunState.Running, StateSince = Some.Instant.AddMinutes(1), CreatedAt = Some.Instant.AddMinutes(9) });
        await AddAsync(Some.Run() with { State = RunState.Finished, CreatedAt = Some.Instant.AddMinutes(-9) });

        Assert.That(await Runs.ListAsync([RunState.Queued, RunState.Running], Token), Is.EqualTo(new[] { running, queued }));
        Assert.That(await Runs.ListAsync([], Token), Is.Empty);
        Assert.That(await Runs.ListRecentAsync(queued.Requester.Person, 10, Token), Is.EqualTo(new[] { queued }));
        Assert.That(await Runs.ListRecentAsync(null, 2, Token), Is.EqualTo(new[] { running, queued }));
    }

    private static Run FullRun() => Some.RunWithCard() with
    {
        State = RunState.Stopping,
        Reason = ReasonCode.CostLimit,
        ReasonDetail = "5.00 of 5.00 USD; \u202e 'quoted' \"and\" 🚀",
        ReplyTo = new PrivateAddress(Some.Person(), Some.Channel(), Some.Ts(), "https://hooks.example/x"),
        ThreadTs = Some.Ts(),
        Base = "main",
        BaseSha = Some.Sha(),
        Push = false,
        Provider = "openai",
        AgentNamed = true,
        FellBackFrom = "claude · claude-sonnet-4-5",
        StopSaid = new SaidAt(Some.Instant, Some.Ts()),
        KeptSession = "an-earlier-session",
        SessionStarted = true,
        Notifications = NotificationChoice.Attention,
        Sandbox = new SandboxId("abc123"),
        Turn = 3,
        PushedSha = Some.Sha(),
        TurnCursor = "2030-01-02T03:04:05.123456789Z+2",
        Changes = new BranchSummary(Some.Sha(), 1, 2, 3, 4, [new ChangedFile("src/a.cs", 3, 4), new ChangedFile("logo.png", null, null)]),
        PullRequestNumber = 12,
        PullRequestUrl = new Uri("https://github.example/acme/widgets/pull/12"),
        Usage = new RunUsage(1, 2, 3, 0.000_001_234m, 4),
        StateSince = Some.Instant.AddTicks(1234567),
        TurnStartedAt = Some.Instant.AddSeconds(1),
        ToolUse = new RunToolUse(
            [
                new RunQuestion
                {
                    Number = 1, Turn = 3, Text = "Which?", Options = ["a", "b"], AllowFreeText = true, Deadline = Some.Instant.AddMinutes(30), State = QuestionState.Answered,
                    Answer = "b", AnsweredBy = "Ada", AnsweredById = Some.Person(), AnswerKey = Some.Key(), Heard = true,
                },
            ],
            ["0123456789abcdef"]),
        Answer = "Done.\n\nAll of it.",
        PullRequestTurn = 2,
        Report = new TurnReport([new CommandCheck("dotnet test", false, 1)], 1, ["docs"], 2, "git status"),
        ContextMode = ContextMode.Thread,
        Context = new RunContext(1, 2, 3, ["older messages"]),
        ForkedFrom = Some.RunId(),
        ReplacedBy = Some.RunId(),
        PullRequestState = PullRequestState.Merged,
        Checks = new CheckSummary(Some.Sha(), 1, 2, ["lint"]),
        Approval = new Approval { Turn = 2, HeadSha = Some.Sha(), Why = ["Workflow files are changed."], Deadline = Some.Instant, State = ApprovalState.Approved, DecidedBy = "Bob", DecidedById = Some.Person() },
        Feedback = [new RunFeedback(Some.Person(), Good: true)],
    };

    private async Task<Run> AddAsync(Run run)
    {
        Assert.That(await Runs.AddAsync(Some.Key(), Some.NewRun(run), Token), Is.True);
        return run with { Version = 1 };
    }
}
