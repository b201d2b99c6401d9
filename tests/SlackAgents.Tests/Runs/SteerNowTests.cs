using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SteerNowTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core => core.Engine.Agent = _agent.RunAsync);

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_message_reaches_the_running_turn_and_its_reaction_shows_it()
    {
        var asked = await RunningAsync();

        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await ReactionsAsync($"+{FollowUps.TakenEmoji}@{ts}", $"+{FollowUps.DeliveredEmoji}@{ts}");
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);

        var turns = await TurnsAsync(asked);
        Assert.Multiple(() =>
        {
            Assert.That(_agent.Heard, Is.EqualTo(new[] { "use tabs" }));
            Assert.That(turns[1], Has.Property(nameof(Turn.State)).EqualTo(TurnState.Joined).And.Property(nameof(Turn.JoinedTurn)).EqualTo(1));
            Assert.That(_core.Engine.Of(asked.Id).Starts, Is.EqualTo(1));
            Assert.That(_core.Slack.Posts.Count(post => post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(1));
        });
        Assert.That((await SteeringAsync(asked)).Select(what => what.State), Is.EqualTo(new[] { "sent", "queued", "delivered" }));
    }

    [Test]
    public async Task Several_messages_keep_their_order()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "!now one");
        await _core.ReplyAsync(asked.Id, "now: two");
        await _core.ReplyAsync(asked.Id, "NOW: three");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(3));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);

        Assert.That(_agent.Heard, Is.EqualTo(new[] { "one", "two", "three" }));
    }

    [Test]
    public async Task A_message_that_comes_before_the_agent_runs_is_given_to_it_when_it_does()
    {
        var fetching = new TaskCompletionSource();
        _core.Host.Before = (what, _) => what == "mint Fetch" ? fetching.Task : Task.CompletedTask;
        var asked = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(asked.Id, RunState.Preparing);

        await _core.ReplyAsync(asked.Id, "now: use tabs");
        fetching.SetResult();
        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use tabs" }));
        _agent.Finish();

        await _core.EndOfAsync(asked.Id);
        Assert.That((await TurnsAsync(asked))[1].State, Is.EqualTo(TurnState.Joined));
    }

    [Test]
    public async Task A_message_that_the_agent_refuses_comes_as_the_next_turn_and_its_author_is_told()
    {
        _agent.Answer = "refused";
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "now: use tabs");
        await _core.PrivateWordAsync("The robot did not take your message into the running turn");
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo("use tabs"));
        Assert.That(_agent.Heard, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_without_a_receipt_when_the_turn_ends_is_the_next_turn_under_a_new_id()
    {
        _agent.Answer = "queued";
        var asked = await RunningAsync();

        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        var turn = (await TurnsAsync(asked))[1];
        Assert.Multiple(() =>
        {
            Assert.That(_agent.Prompts[1], Is.EqualTo("use tabs"));
            Assert.That(turn.State, Is.EqualTo(TurnState.Ended));
            Assert.That(turn.PromptId, Is.Not.EqualTo(_agent.HeardIds.Single()));
        });
        await ReactionsAsync($"+{FollowUps.TakenEmoji}@{ts}", $"+{FollowUps.DeliveredEmoji}@{ts}");
    }

    [Test]
    public async Task A_message_said_after_the_agents_last_word_is_the_next_turn()
    {
        _agent.Lingers = new TaskCompletionSource();
        var asked = await RunningAsync();
        _agent.Finish();
        await Eventually.ThatAsync(() => _core.Engine.Of(asked.Id).Inputs.LastOrDefault() ?? string.Empty, Does.Contain("slackagents.end"));

        await _core.ReplyAsync(asked.Id, "now: use tabs");
        _agent.Lingers.SetResult();
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Heard, Is.Empty);
        Assert.That(_agent.Prompts[1], Is.EqualTo("use tabs"));
        Assert.That(_core.Engine.Of(asked.Id).Inputs, Has.None.Contains("driver.steer"));
    }

    [Test]
    public async Task A_write_that_the_engine_does_not_take_is_repeated_in_order()
    {
        var asked = await RunningAsync();
        var failures = 1;
        _core.Engine.Before = operation =>
        {
            if (operation == "write" && Interlocked.Decrement(ref failures) >= 0)
            {
                throw new Core.Sandboxes.SandboxException(Core.Sandboxes.SandboxFailure.EngineUnreachable, "No answer.");
            }
        };

        await _core.ReplyAsync(asked.Id, "now: one");
        await Eventually.IsTrueAsync(() => failures < 1);
        await _core.ReplyAsync(asked.Id, "now: two");

        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "one", "two" }));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task An_agent_that_takes_nothing_while_it_works_gets_it_as_the_next_turn_and_the_author_knows()
    {
        var asked = await RunningAsync("deaf");

        await _core.ReplyAsync(asked.Id, "now: use tabs");
        await _core.PrivateWordAsync("The deaf cannot take a message while it works; it gets yours when this turn ends");
        _agent.Finish();
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo("use tabs"));
    }

    [Test]
    public async Task An_agent_that_gives_up_its_step_for_a_message_is_announced_as_such()
    {
        var asked = await RunningAsync("hasty");

        await _core.ReplyAsync(asked.Id, "now: use tabs");

        await _core.PrivateWordAsync("The hasty gives up the step under way for it");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task A_receipt_that_the_agent_makes_up_moves_no_message_that_it_was_not_given()
    {
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "queue: then the changelog");
        var waiting = (await TurnsAsync(asked))[1];

        _agent.Say(turn => turn.Receipt(waiting.PromptId, "delivered"));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo("then the changelog"));
    }

    [Test]
    public async Task A_run_that_was_started_with_steer_now_gives_every_reply_to_the_running_turn_and_queue_is_the_exception()
    {
        var asked = await RunningAsync("robot steer=now");

        await _core.ReplyAsync(asked.Id, "queue: then the changelog");
        await _core.ReplyAsync(asked.Id, "use tabs");
        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use tabs" }));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo("then the changelog"));
    }

    [Test]
    public async Task The_channel_decides_where_nobody_says_anything_and_the_installation_where_the_channel_does_not()
    {
        _core.Limits.Steering = TurnDelivery.Interrupt;
        var first = await _core.AskAsync("one");
        _core.Defaults.Workspace.Steering = TurnDelivery.Now;
        var second = await _core.AskAsync("two", _core.Bob);

        Assert.That((await _core.ReadAsync(first.Id)).Steering, Is.EqualTo(TurnDelivery.Interrupt));
        Assert.That((await _core.ReadAsync(second.Id)).Steering, Is.EqualTo(TurnDelivery.Now));
        _agent.Finish();
        _agent.Finish();
    }

    [Test]
    public async Task The_same_reply_handled_again_is_one_turn_even_after_it_got_another_id()
    {
        _agent.Answer = "queued";
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);

        var run = await _core.ReadAsync(asked.Id);
        await _core.HandleAsync(
            new ThreadMessage($"reply:{ts}", _core.Ada, run.Channel, run.ReplyThread!, ts, "now: use tabs", IsMention: false, CoreDriver.Now),
            CancellationToken.None);

        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(2));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
    }

    [Test]
    public async Task The_word_alone_is_answered_with_how_to_use_it()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "now");

        await _core.PrivateWordAsync("Put your message after it");
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(1));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task The_card_counts_what_waits()
    {
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "then the changelog");

        await Eventually.ThatAsync(() => Card(asked), Does.Contain("1 reply waits for the next turn"));
        await _core.ReplyAsync(asked.Id, "and the docs");
        await Eventually.ThatAsync(() => Card(asked), Does.Contain("2 replies wait for the next turns"));
        _agent.Finish();
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _agent.BegunAsync(3);
        await Eventually.ThatAsync(() => Card(asked), Does.Not.Contain("wait"));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 3);
    }

    private string Card(Run run) => _core.Slack.Posts.Single(post => post.Key == $"{run.Id}/card").Text;

    private async Task<Run> RunningAsync(string harness = "robot")
    {
        var asked = await _core.AskAsync($"harness={harness} fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }

    private Task<IReadOnlyList<Turn>> TurnsAsync(Run run) => _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None);

    private async Task<IReadOnlyList<SteeringEvent>> SteeringAsync(Run run) =>
        [.. (await _core.Database.Traces.ReadAsync(run.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event).OfType<SteeringEvent>()];

    private Task ReactionsAsync(params string[] reactions) => Eventually.ThatAsync(() => _core.Slack.Reactions, Is.EqualTo(reactions));
}
