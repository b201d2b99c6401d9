using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SteerInterruptTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Limits.MaxConcurrent = 1;
        core.Limits.StopGrace = TimeSpan.FromSeconds(30); // longer than any test: whoever ends sooner did so by itself
        core.Engine.Agent = _agent.RunAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task The_turn_ends_without_a_word_and_the_reply_is_the_next_one_in_the_same_sandbox_and_session()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        var turns = await TurnsAsync(asked);
        Assert.Multiple(() =>
        {
            Assert.That(_agent.Interrupts, Is.EqualTo(1));
            Assert.That(_agent.Prompts[1], Is.EqualTo("wrong file"));
            Assert.That(turns[0].Reason, Is.EqualTo(ReasonCode.InterruptedByReply));
            Assert.That(Ends(asked), Is.EqualTo(new[] { $"{asked.Id}/turn2/end" }));
            Assert.That(_core.Engine.Sandboxes, Has.Count.EqualTo(1));
            Assert.That(_core.Engine.Of(asked.Id).Starts, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task It_goes_before_replies_that_waited_already_and_the_task_goes_before_it()
    {
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "then the changelog");

        await _core.ReplyAsync(asked.Id, "!interrupt wrong file");
        await FinishAsync(asked, 2, 3);

        Assert.That(_agent.Prompts.Skip(1), Is.EqualTo(new[] { "wrong file", "then the changelog" }));
        Assert.That(Ends(asked), Is.EquivalentTo(new[] { $"{asked.Id}/turn3/end", $"{asked.Id}/turn2/end" }));
    }

    [Test]
    public async Task It_keeps_the_place_that_the_turn_had_while_others_wait()
    {
        var asked = await RunningAsync();
        var other = await _core.AskAsync("harness=robot another task", _core.Bob);

        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await _agent.BegunAsync(2);

        Assert.That((await _core.ReadAsync(other.Id)).State, Is.EqualTo(RunState.Queued));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
        _agent.Finish();
        await _core.EndOfAsync(other.Id);
    }

    [Test]
    public async Task A_turn_that_is_deaf_is_ended_by_force()
    {
        _core.Limits.StopGrace = TimeSpan.FromMilliseconds(100);
        _agent.IsDeafToInterrupts = true;
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await _agent.BegunAsync(2);
        _agent.IsDeafToInterrupts = false;
        _agent.Finish();

        Assert.That((await _core.EndOfAsync(asked.Id, turn: 2)).Text, Does.Contain("Pull request"));
    }

    [Test]
    public async Task Before_the_agent_works_it_only_goes_first()
    {
        var fetching = new TaskCompletionSource();
        _core.Host.Before = (what, _) => what == "mint Fetch" ? fetching.Task : Task.CompletedTask;
        var asked = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(asked.Id, RunState.Preparing);
        await _core.ReplyAsync(asked.Id, "then the changelog");

        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        fetching.SetResult();
        await FinishAsync(asked, 1, 3);

        Assert.That(_agent.Interrupts, Is.Zero);
        Assert.That(_agent.Prompts, Is.EqualTo(new[] { "fix it", "wrong file", "then the changelog" }));
    }

    [Test]
    public async Task A_task_that_has_not_begun_is_not_overtaken()
    {
        var busy = await RunningAsync();
        var asked = await _core.AskAsync("harness=robot the other task", _core.Bob);

        await _core.ReplyAsync(asked.Id, "interrupt: wrong file", _core.Bob);
        _agent.Finish();
        await _core.EndOfAsync(busy.Id);
        await FinishAsync(asked, 2, 3);

        Assert.That(_agent.Prompts.Skip(1), Is.EqualTo(new[] { "the other task", "wrong file" }));
    }

    [Test]
    public async Task A_stop_that_is_said_after_it_stops_both()
    {
        _agent.IsDeafToInterrupts = true;
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await _core.WhenAsync(asked.Id, RunState.Stopping);

        await _core.ReplyAsync(asked.Id, "stop");
        _core.Engine.Of(asked.Id).Kill();

        var end = await _core.EndOfAsync(asked.Id);
        Assert.That(end.Text, Does.Contain("🛑 Stopped").And.Contain("1 waiting reply was not delivered"));
        Assert.That((await TurnsAsync(asked)).Select(turn => turn.State), Is.EqualTo(new[] { TurnState.Ended, TurnState.Cancelled }));
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Stopped));
    }

    [Test]
    public async Task A_turn_that_fails_with_a_reply_waiting_says_so_and_goes_on_with_it()
    {
        _core.Engine.Agent = async turn =>
        {
            if (turn.Number > 1)
            {
                return await Agents.EditAsync(turn);
            }

            turn.Begin();
            await turn.ReadInputAsync();
            return 1;
        };
        var asked = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(asked.Id, RunState.Running);
        await _core.ReplyAsync(asked.Id, "then the changelog");
        await _core.Engine.WriteInputAsync(_core.Engine.Of(asked.Id).Id, "go", CancellationToken.None);

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("HarnessCrashed").And.Contain("Going on with 1 waiting reply"));
        Assert.That((await _core.EndOfAsync(asked.Id, turn: 2)).Text, Does.Contain("Pull request"));
    }

    [Test]
    public async Task A_preparation_that_fails_with_a_reply_waiting_says_so_and_goes_on_with_it()
    {
        var failing = new TaskCompletionSource();
        var failures = 1;
        _core.Host.Before = async (what, _) =>
        {
            if (what == "mint Fetch" && Interlocked.Decrement(ref failures) >= 0)
            {
                await failing.Task;
                throw new Core.Repositories.RepositoryException(Core.Repositories.RepositoryFailure.Unavailable, "502");
            }
        };
        var asked = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(asked.Id, RunState.Preparing);
        await _core.ReplyAsync(asked.Id, "then the changelog");
        failing.SetResult();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("RepositoryUnavailable"));
        _agent.Finish();
        Assert.That((await _core.EndOfAsync(asked.Id, turn: 2)).Text, Does.Contain("Pull request"));
    }

    private IEnumerable<string> Ends(Run run) =>
        _core.Slack.Posts.Select(post => post.Key).Where(key => key.StartsWith($"{run.Id}/", StringComparison.Ordinal) && key.EndsWith("/end", StringComparison.Ordinal));

    /// <summary>Lets the turns from one to another finish, counted over all runs.</summary>
    private async Task FinishAsync(Run run, int from, int to)
    {
        for (var begun = from; begun <= to; begun++)
        {
            await _agent.BegunAsync(begun);
            _agent.Finish();
        }

        await _core.WhenAsync(run.Id, RunState.Finished);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
    }

    private async Task<Run> RunningAsync()
    {
        var asked = await _core.AskAsync("harness=robot fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }

    private Task<IReadOnlyList<Turn>> TurnsAsync(Run run) => _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None);
}
