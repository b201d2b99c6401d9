using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

/// <summary>A stop means the turn that was under way when it was said, whenever it arrives.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LateStopTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();
    private int _stops;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Limits.MaxConcurrent = 1;
        core.Engine.Agent = _agent.RunAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [TestCase(RunState.Queued)]
    [TestCase(RunState.Preparing)]
    [TestCase(RunState.Running)]
    [TestCase(RunState.Publishing)]
    public async Task Slacks_own_stop_works_wherever_the_run_is(RunState state)
    {
        var gate = new TaskCompletionSource();
        _core.Host.Before = async (what, token) =>
        {
            if ((state == RunState.Preparing && what == "mint Fetch") || (state == RunState.Publishing && what == "mint Push"))
            {
                await gate.Task.WaitAsync(token);
            }
        };
        if (state == RunState.Queued)
        {
            await _core.AskAsync("harness=robot keep it busy", _core.Bob);
            await _agent.BegunAsync(1);
        }

        var asked = await _core.AskAsync("harness=robot fix it");
        if (state == RunState.Publishing)
        {
            await _agent.BegunAsync(1);
            _agent.Finish();
        }

        await _core.WhenAsync(asked.Id, state);
        await StopNativelyAsync(asked, CoreDriver.Now);
        gate.TrySetResult();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("Stopped"));
        Assert.That((await _core.ReadAsync(asked.Id)).Reason, Is.EqualTo(ReasonCode.StoppedByPerson));
    }

    [Test]
    public async Task Slacks_own_stop_is_for_those_who_may_and_for_threads_of_runs()
    {
        var asked = await RunningAsync();

        await StopNativelyAsync(asked, CoreDriver.Now, _core.Bob);
        await _core.PrivateWordAsync("Only the person who started this run");
        await _core.HandleAsync(new SessionStopped("stop:elsewhere", _core.Ada, _core.Channel, "1.0", CoreDriver.Now, CoreDriver.Now), CancellationToken.None);

        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Running));
    }

    [TestCase("native")]
    [TestCase("button")]
    [TestCase("slash")]
    [TestCase("reaction")]
    [TestCase("word")]
    public async Task A_stop_that_is_older_than_the_turn_under_way_does_nothing_and_says_so(string gesture)
    {
        var asked = await RunningAsync();
        var before = CoreDriver.Now;
        var wordTs = Some.Ts();
        await _core.ReplyAsync(asked.Id, "and the docs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        await StopAsync(asked, gesture, before, wordTs);

        await _core.PrivateWordAsync("so nothing was stopped");
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Finished));
    }

    [TestCase("native")]
    [TestCase("button")]
    [TestCase("slash")]
    [TestCase("reaction")]
    [TestCase("word")]
    public async Task A_stop_that_is_younger_than_the_turn_under_way_stops_it(string gesture)
    {
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "and the docs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        await StopAsync(asked, gesture, CoreDriver.Now, Some.Ts());

        await _core.EndOfAsync(asked.Id, turn: 2);
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Stopped));
    }

    [Test]
    public async Task A_stop_that_comes_after_a_reply_that_was_said_later_leaves_the_reply_its_turn()
    {
        var asked = await RunningAsync();
        var said = Some.Ts();
        await _core.ReplyAsync(asked.Id, "do the docs instead");

        await StopAsync(asked, "word", CoreDriver.Now, said);
        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts[1], Does.Contain("do the docs instead"));
        Assert.That((await _core.ReadAsync(asked.Id)).StopSaid, Is.Null);
    }

    [Test]
    public async Task A_stop_takes_with_it_what_was_said_before_and_a_second_one_what_was_said_between()
    {
        _core.Limits.StopGrace = TimeSpan.FromSeconds(30);
        _agent.IsDeafToInterrupts = true;
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "before");
        await StopAsync(asked, "word", CoreDriver.Now, Some.Ts());
        await _core.ReplyAsync(asked.Id, "between");
        await StopAsync(asked, "word", CoreDriver.Now, Some.Ts());
        await _core.ReplyAsync(asked.Id, "after");
        _agent.Finish();

        await _core.EndOfAsync(asked.Id);
        await _agent.BegunAsync(2);

        Assert.That(_agent.Prompts[1], Does.Contain("after"));
        Assert.That((await _core.Database.Runs.GetTurnsAsync(asked.Id, CancellationToken.None)).Select(turn => turn.State).Skip(1), Is.EqualTo(new[] { TurnState.Cancelled, TurnState.Cancelled, TurnState.Active }));
    }

    [Test]
    public async Task A_stop_that_is_delivered_again_does_not_touch_the_next_turn()
    {
        var asked = await RunningAsync();
        var at = CoreDriver.Now;
        await StopNativelyAsync(asked, at);
        await _core.EndOfAsync(asked.Id);
        await _core.ReplyAsync(asked.Id, "and the docs");
        await _agent.BegunAsync(2);

        await StopNativelyAsync(asked, at);

        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Finished));
    }

    [Test]
    public async Task Of_many_late_stops_at_once_none_hits_the_newer_turn()
    {
        var asked = await RunningAsync();
        var before = CoreDriver.Now;
        var late = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await _agent.BegunAsync(2);
            await StopNativelyAsync(asked, before);
        })));
        await _core.ReplyAsync(asked.Id, "and the docs");
        _agent.Finish();
        await late;

        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Finished));
    }

    private async Task<Run> RunningAsync()
    {
        var asked = await _core.AskAsync("harness=robot fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }

    private async Task StopAsync(Run run, string gesture, DateTimeOffset at, string ts)
    {
        var now = await Eventually.FindAsync(async () => await _core.ReadAsync(run.Id) is { CardTs: not null } found ? found : null);
        var key = $"stop:{++_stops}";
        await (gesture switch
        {
            "native" => StopNativelyAsync(run, at),
            "button" => _core.HandleAsync(new ButtonClick(key, _core.Ada, run.Channel, null, now.CardTs!, "stop", run.Id.Value, null, at), CancellationToken.None),
            "slash" => _core.HandleAsync(new CommandInvocation(key, _core.Ada, run.Channel, null, null, "stop", null, at), CancellationToken.None),
            "reaction" => _core.HandleAsync(new ReactionAdded(key, _core.Ada, run.Channel, now.CardTs!, "x", at), CancellationToken.None),
            _ => _core.HandleAsync(new ThreadMessage(key, _core.Ada, run.Channel, now.ReplyThread!, ts, "stop", IsMention: false, CoreDriver.Now), CancellationToken.None),
        });
    }

    private async Task StopNativelyAsync(Run run, DateTimeOffset at, PersonId? by = null)
    {
        var now = await Eventually.FindAsync(async () => await _core.ReadAsync(run.Id) is { CardTs: not null } found ? found : null);
        await _core.HandleAsync(new SessionStopped($"native:{Interlocked.Increment(ref _stops)}", by ?? _core.Ada, run.Channel, now.ReplyThread!, at, CoreDriver.Now), CancellationToken.None);
    }
}
