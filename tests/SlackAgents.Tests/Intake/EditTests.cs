using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake;

/// <summary>Messages that their authors change or delete after they were taken.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class EditTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();
    private int _edits;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Limits.MaxConcurrent = 1;
        core.Engine.Agent = _agent.RunAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task An_edit_of_what_was_not_delivered_replaces_it()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");

        await EditAsync(asked, ts, "use spaces");
        await FinishAsync(asked, 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo("use spaces"));
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(2));
        await ReactionsAsync($"+{FollowUps.TakenEmoji}@{ts}", $"+{FollowUps.DeliveredEmoji}@{ts}");
    }

    [Test]
    public async Task The_edited_text_may_say_how_it_is_to_be_delivered()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");

        await EditAsync(asked, ts, "now: use spaces");

        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use spaces" }));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task The_edited_text_may_interrupt()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");

        await EditAsync(asked, ts, "interrupt: use spaces");
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That((_agent.Interrupts, _agent.Prompts[1]), Is.EqualTo((1, "use spaces")));
    }

    [Test]
    public async Task An_edit_of_what_was_delivered_is_told_as_a_correction_with_its_own_reactions()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        await EditAsync(asked, ts, "use spaces");
        _agent.Finish();
        await _agent.BegunAsync(3);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 3);

        Assert.That(_agent.Prompts[2], Does.Contain("edited").And.Contain("use tabs").And.EndWith("use spaces"));
        await ReactionsAsync(
            $"+{FollowUps.TakenEmoji}@{ts}",
            $"+{FollowUps.DeliveredEmoji}@{ts}",
            $"-{FollowUps.DeliveredEmoji}@{ts}",
            $"+{FollowUps.TakenEmoji}@{ts}",
            $"+{FollowUps.DeliveredEmoji}@{ts}");
    }

    [Test]
    public async Task A_correction_comes_by_the_runs_steering()
    {
        var asked = await RunningAsync("robot steer=now");
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));

        await EditAsync(asked, ts, "use spaces");

        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(2));
        Assert.That(_agent.Heard[1], Does.EndWith("use spaces"));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task What_was_written_without_a_receipt_may_have_been_heard_and_is_corrected()
    {
        _agent.Answer = null;
        var asked = await RunningAsync("robot steer=now");
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));

        await EditAsync(asked, ts, "use spaces");

        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(2));
        Assert.That(_agent.Heard[1], Does.Contain("use tabs").And.EndWith("use spaces"));
        Assert.That((await TurnsAsync(asked))[1].Prompt, Is.EqualTo("use tabs"));
    }

    [Test]
    public async Task The_same_edit_and_an_edit_without_a_change_do_nothing_more()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        await EditAsync(asked, ts, "use tabs");
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(2));
        await EditAsync(asked, ts, "use spaces");
        await EditAsync(asked, ts, "use spaces");
        await FinishThirdAsync(asked);
        await EditAsync(asked, ts, "use spaces");

        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_correction_that_waits_is_itself_replaced_and_can_take_itself_back()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        await EditAsync(asked, ts, "use two spaces");
        await EditAsync(asked, ts, "use four spaces");
        var correction = (await TurnsAsync(asked))[2];
        await EditAsync(asked, ts, "use tabs");
        var turns = await TurnsAsync(asked);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(correction.Prompt, Does.Contain("use tabs").And.EndWith("use four spaces").And.Not.Contain("two spaces"));
        Assert.That(turns.Select(turn => turn.State).Last(), Is.EqualTo(TurnState.Cancelled));
        Assert.That(turns, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_second_correction_begins_where_the_first_one_ended()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        _agent.Finish();
        await _agent.BegunAsync(2);
        await EditAsync(asked, ts, "use two spaces");
        _agent.Finish();
        await _agent.BegunAsync(3);

        await EditAsync(asked, ts, "use four spaces");

        Assert.That((await TurnsAsync(asked))[3].Prompt, Is.EqualTo(Corrections.Compose("use two spaces", "use four spaces")));
    }

    [Test]
    public async Task The_task_is_replaced_with_its_title_while_it_waits_in_the_queue()
    {
        var busy = await RunningAsync();
        var (asked, ts) = await MentionAsync("harness=robot fix the raedme");

        await EditAsync(asked, ts, "harness=robot fix the readme");

        Assert.That((await TurnsAsync(asked)).Single().Prompt, Is.EqualTo("fix the readme"));
        await Eventually.IsTrueAsync(() => _core.Slack.Posts.Any(post => post.Key == $"{asked.Id}/card" && post.Text.Contains("fix the readme", StringComparison.Ordinal)));
        _agent.Finish();
        await _core.EndOfAsync(busy.Id);
        await _agent.BegunAsync(2);
        Assert.That(_agent.Prompts[1], Does.StartWith("fix the readme").And.Not.Contain("raedme"));
    }

    [Test]
    public async Task The_task_is_corrected_once_the_agent_has_it()
    {
        var (asked, ts) = await MentionAsync("harness=robot fix the readme");
        await _agent.BegunAsync(1);

        await EditAsync(asked, ts, "harness=robot fix the changelog");
        await FinishAsync(asked, 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo(Corrections.Compose("fix the readme", "fix the changelog")));
    }

    [TestCase("stop")]
    [TestCase("!stop")]
    [TestCase("retry")]
    [TestCase("fork")]
    [TestCase("   ")]
    [TestCase("model=sonnet")]
    public async Task An_edit_never_becomes_an_order(string text)
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");

        await EditAsync(asked, ts, text);
        await FinishAsync(asked, 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo("use tabs"));
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Finished));
    }

    [Test]
    public async Task An_edit_into_an_aside_takes_it_away_from_the_agent()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");

        await EditAsync(asked, ts, "aside: he always uses tabs");
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);

        Assert.That((await TurnsAsync(asked))[1].State, Is.EqualTo(TurnState.Cancelled));
    }

    [Test]
    public async Task An_option_that_is_misspelt_in_an_edit_is_told_and_what_was_said_before_stands()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");

        await EditAsync(asked, ts, "use spaces modle=opus");

        await _core.PrivateWordAsync("What you had said before stands");
        Assert.That((await TurnsAsync(asked))[1].Prompt, Is.EqualTo("use tabs"));
    }

    [Test]
    public async Task Nobody_changes_what_somebody_else_said_nor_what_was_never_taken()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        var other = await _core.ReplyAsync(asked.Id, "aside: not for the agent");

        await EditAsync(asked, ts, "use spaces", _core.Bob);
        await DeleteAsync(asked, ts, _core.Bob);
        await EditAsync(asked, other, "now for the agent");

        Assert.That((await TurnsAsync(asked)).Select(turn => (turn.Prompt, turn.State)).Skip(1), Is.EqualTo(new[] { ("use tabs", TurnState.Waiting) }));
    }

    [Test]
    public async Task Whoever_may_not_steer_any_more_changes_nothing()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        _core.People.People[_core.Ada.User] = FakePeople.Member(_core.Ada) with { IsGuest = true };

        await EditAsync(asked, ts, "use spaces");
        await DeleteAsync(asked, ts);

        await _core.PrivateWordAsync("Guests may not");
        Assert.That((await TurnsAsync(asked))[1], Has.Property(nameof(Turn.Prompt)).EqualTo("use tabs").And.Property(nameof(Turn.State)).EqualTo(TurnState.Waiting));
    }

    [Test]
    public async Task At_rest_an_edit_of_the_last_request_is_asked_again_and_one_of_an_older_is_not()
    {
        var asked = await RunningAsync();
        var first = await _core.ReplyAsync(asked.Id, "use tabs");
        var last = await _core.ReplyAsync(asked.Id, "and the docs");
        await FinishAsync(asked, 2, 3);

        await EditAsync(asked, first, "use spaces");
        await _core.PrivateWordAsync("your edit was not passed on");
        await EditAsync(asked, last, "and the changelog");
        await _agent.BegunAsync(4);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 4);

        Assert.That(_agent.Prompts[3], Does.EndWith("and the changelog"));
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_delete_of_what_was_not_delivered_cancels_it()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        await _core.ReplyAsync(asked.Id, "and the docs");

        await DeleteAsync(asked, ts);
        _agent.Finish();
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 3);

        Assert.That(_agent.Prompts, Has.Count.EqualTo(2).And.None.EqualTo("use tabs"));
        Assert.That((await TurnsAsync(asked))[1].State, Is.EqualTo(TurnState.Cancelled));
        Assert.That(_core.Slack.Private, Is.Empty);
    }

    [Test]
    public async Task A_delete_of_what_was_delivered_takes_nothing_back_and_says_so()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "use tabs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        await DeleteAsync(asked, ts);

        await _core.PrivateWordAsync("deleting it takes nothing back");
        Assert.That((await TurnsAsync(asked))[1].State, Is.EqualTo(TurnState.Active));
    }

    [Test]
    public async Task A_run_that_waits_only_for_what_was_deleted_is_not_begun()
    {
        _core.Engine.Agent = Agents.TalkAsync;
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        await Eventually.IsTrueAsync(() => _core.Get<Core.Runs.Live.LiveRuns>().Count == 0);
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var busy = await _core.AskAsync("keep it busy", _core.Bob);
        await _core.WhenAsync(busy.Id, RunState.Running);
        var first = await _core.ReplyAsync(asked.Id, "one more");
        var second = await _core.ReplyAsync(asked.Id, "and one more");

        await DeleteAsync(asked, first);
        var between = await _core.ReadAsync(asked.Id);
        await DeleteAsync(asked, second);

        Assert.That((between.State, between.Turn), Is.EqualTo((RunState.Queued, 3)));
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Stopped));
        Assert.That((await TurnsAsync(asked)).Skip(1).Select(turn => turn.State), Has.All.EqualTo(TurnState.Cancelled));
    }

    [Test]
    public async Task A_task_that_is_deleted_while_it_waits_is_not_begun_nor_is_what_was_said_about_it()
    {
        await RunningAsync();
        var (asked, ts) = await MentionAsync("harness=robot fix the readme");
        await _core.ReplyAsync(asked.Id, "and the docs", _core.Bob);

        await DeleteAsync(asked, ts, _core.Bob);

        await _core.EndOfAsync(asked.Id);
        Assert.That((await TurnsAsync(asked)).Select(turn => turn.State), Has.All.EqualTo(TurnState.Cancelled));
    }

    private async Task<Run> RunningAsync(string options = "robot")
    {
        var asked = await _core.AskAsync($"harness={options} fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }

    private async Task<(Run Run, string Ts)> MentionAsync(string text)
    {
        var ts = Some.Ts();
        await _core.HandleAsync(new CommandInvocation($"mention:{ts}", _core.Bob, _core.Channel, null, ts, text, null, CoreDriver.Now) { Surface = RequestSurface.Mention }, CancellationToken.None);
        return ((await _core.Database.Runs.ListRecentAsync(_core.Bob, 1, CancellationToken.None)).Single(), ts);
    }

    private async Task FinishAsync(Run run, params int[] turns)
    {
        _agent.Finish();
        foreach (var turn in turns)
        {
            await _agent.BegunAsync(turn);
            _agent.Finish();
        }

        await _core.EndOfAsync(run.Id, turns[^1]);
    }

    private async Task FinishThirdAsync(Run run)
    {
        _agent.Finish();
        await _agent.BegunAsync(3);
        _agent.Finish();
        await _core.EndOfAsync(run.Id, turn: 3);
    }

    private async Task EditAsync(Run run, string ts, string text, PersonId? by = null)
    {
        var turn = (await TurnsAsync(run)).FirstOrDefault(one => one.MessageTs == ts);
        await _core.HandleAsync(new MessageEdited($"edit:{++_edits}", by ?? turn?.Author ?? _core.Ada, run.Channel, (await _core.ReadAsync(run.Id)).ReplyThread ?? ts, ts, text, CoreDriver.Now), CancellationToken.None);
    }

    private async Task DeleteAsync(Run run, string ts, PersonId? by = null) =>
        await _core.HandleAsync(new MessageDeleted($"delete:{++_edits}", by ?? _core.Ada, run.Channel, (await _core.ReadAsync(run.Id)).ReplyThread ?? ts, ts, CoreDriver.Now), CancellationToken.None);

    private Task<IReadOnlyList<Turn>> TurnsAsync(Run run) => _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None);

    private Task ReactionsAsync(params string[] reactions) => Eventually.ThatAsync(() => _core.Slack.Reactions, Is.EqualTo(reactions));
}
