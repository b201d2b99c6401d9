using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunStopTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Limits.MaxConcurrent = 1;
        core.Engine.Agent = Agents.WorkForEverAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_queued_run_is_stopped_with_everything_that_waited_for_it()
    {
        var first = await _core.AskAsync();
        await _core.WhenAsync(first.Id, RunState.Running);
        var second = await _core.AskAsync("another task", _core.Bob);
        await _core.ReplyAsync(second.Id, "and this", _core.Bob);

        await _core.ReplyAsync(second.Id, "stop", _core.Bob);

        var end = await _core.EndOfAsync(second.Id);
        var turns = await _core.Database.Runs.GetTurnsAsync(second.Id, CancellationToken.None);
        Assert.That((await _core.ReadAsync(second.Id)).State, Is.EqualTo(RunState.Stopped));
        Assert.That(turns.Select(turn => turn.State), Has.All.EqualTo(TurnState.Cancelled));
        Assert.That(end.Text, Does.Contain("1 waiting reply was not delivered"));
        Assert.That(_core.Engine.Sandboxes.Select(sandbox => sandbox.Run), Has.None.EqualTo(second.Id));
    }

    [Test]
    public async Task Of_two_follow_ups_that_queued_a_run_again_none_survives_its_stop()
    {
        _core.Engine.Agent = Agents.TalkAsync;
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        await Eventually.IsTrueAsync(() => _core.Get<Core.Runs.Live.LiveRuns>().Count == 0);
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var busy = await _core.AskAsync("keep it busy", _core.Bob);
        await _core.WhenAsync(busy.Id, RunState.Running);
        await _core.ReplyAsync(asked.Id, "one more");
        await _core.ReplyAsync(asked.Id, "and one more");

        await _core.ReplyAsync(asked.Id, "stop");

        await _core.EndOfAsync(asked.Id, turn: 2);
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Stopped));
        Assert.That(_core.Slack.Posts.Count(post => post.Key.StartsWith($"{asked.Id}/", StringComparison.Ordinal) && post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    public async Task A_run_that_is_being_prepared_is_stopped_before_it_starts_an_agent()
    {
        var gate = new TaskCompletionSource();
        _core.Host.Before = async (what, token) =>
        {
            if (what == "mint Fetch")
            {
                await gate.Task.WaitAsync(token);
            }
        };
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Preparing);

        await _core.ReplyAsync(asked.Id, "stop");

        var end = await _core.EndOfAsync(asked.Id);
        Assert.That(end.Text, Does.Contain("Stopped"));
        Assert.That(_core.Host.Opened, Is.Empty);
        await Eventually.ThatAsync(() => _core.Engine.Sandboxes.Count(sandbox => sandbox.State == Core.Sandboxes.SandboxState.Running), Is.Zero);
    }

    [Test]
    public async Task A_running_agent_is_asked_first_and_ended_then_and_its_work_stays_private()
    {
        var asked = await _core.AskAsync();
        await PushedAsync(asked);

        await _core.ReplyAsync(asked.Id, "Stop.");

        var end = await _core.EndOfAsync(asked.Id);
        var run = await _core.ReadAsync(asked.Id);
        Assert.Multiple(() =>
        {
            Assert.That(run.Reason, Is.EqualTo(ReasonCode.StoppedByPerson));
            Assert.That(end.Text, Does.Contain("Stopped").And.Contain("kept privately").And.Contain("[Retry]"));
            Assert.That(_core.Engine.Of(run.Id).Inputs[0], Does.Contain("interrupt"));
            Assert.That(_core.Engine.Of(run.Id).State, Is.EqualTo(Core.Sandboxes.SandboxState.Exited));
            Assert.That(_core.Host.Minted, Does.Not.Contain(TokenPurpose.Push));
        });
    }

    [Test]
    public async Task A_second_stop_is_answered_and_ends_nothing_twice()
    {
        var asked = await _core.AskAsync();
        await PushedAsync(asked);
        await _core.ReplyAsync(asked.Id, "stop");
        await _core.EndOfAsync(asked.Id);

        await _core.ReplyAsync(asked.Id, "stop");

        await _core.PrivateWordAsync("Nothing is under way");
        Assert.That(_core.Slack.Posts.Count(post => post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_elses_run_is_stopped_by_operators_only()
    {
        var asked = await _core.AskAsync();
        await PushedAsync(asked);

        await _core.ReplyAsync(asked.Id, "stop", _core.Bob);
        await _core.PrivateWordAsync("Only the person who started this run");
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Running));

        _core.Access.Operators.Add(_core.Bob.User);
        await _core.ReplyAsync(asked.Id, "stop", _core.Bob);
        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task The_cross_on_the_card_stops()
    {
        var asked = await _core.AskAsync();
        await PushedAsync(asked);
        var card = (await _core.ReadAsync(asked.Id)).CardTs!;

        await _core.HandleAsync(new ReactionAdded("reaction:1", _core.Ada, _core.Channel, card, "x", CoreDriver.Now), CancellationToken.None);

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("Stopped"));
    }

    [Test]
    public async Task A_stop_between_push_and_pull_request_opens_none_and_says_where_the_work_is()
    {
        _core.Engine.Agent = Agents.EditAsync;
        var opening = new TaskCompletionSource();
        _core.Host.Before = async (what, token) =>
        {
            if (what == "open")
            {
                opening.TrySetResult();
                await new TaskCompletionSource().Task.WaitAsync(token);
            }
        };
        var asked = await _core.AskAsync();
        await opening.Task;

        await _core.ReplyAsync(asked.Id, "stop");

        var end = await _core.EndOfAsync(asked.Id);
        Assert.That(end.Text, Does.Contain("Stopped").And.Contain("kept on the branch"));
        Assert.That(_core.Host.Opened, Is.Empty);
    }

    [Test]
    public async Task What_is_said_after_the_stop_goes_on()
    {
        var asked = await _core.AskAsync();
        await PushedAsync(asked);
        await _core.ReplyAsync(asked.Id, "stop");
        await _core.EndOfAsync(asked.Id);
        _core.Engine.Agent = Agents.EditAsync;

        await _core.ReplyAsync(asked.Id, "go on, but shorter");

        Assert.That((await _core.EndOfAsync(asked.Id, turn: 2)).Text, Does.Contain("Pull request"));
    }

    [Test]
    public async Task A_sandbox_that_is_gone_does_not_turn_a_stop_into_a_failure()
    {
        var asked = await _core.AskAsync();
        await PushedAsync(asked);
        _core.Engine.Before = operation =>
        {
            if (operation == "write")
            {
                _core.Engine.Of(asked.Id).Vanish();
            }
        };

        await _core.ReplyAsync(asked.Id, "stop");

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("🛑 Stopped"));
    }

    private async Task PushedAsync(Run run)
    {
        await _core.WhenAsync(run.Id, RunState.Running);
        await Eventually.IsTrueAsync(async () => GitRepository.Find(await _core.Gateway.Of(run.Id).Quarantine, $"refs/heads/{run.Branch}") is not null);
    }
}
