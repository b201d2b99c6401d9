using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunCrashTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.CreateAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Killed_after_accepting()
    {
        await _core.StartAsync();
        var asked = await _core.AskAsync();

        await _core.CrashAsync();

        await EndsWellAsync(asked);
    }

    [Test]
    public async Task Killed_while_the_card_is_being_posted()
    {
        var posted = new TaskCompletionSource();
        _core.Slack.After = (operation, _) =>
        {
            if (operation == "post" && posted.TrySetResult())
            {
                throw new IOException("The answer was lost with the process.");
            }
        };
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await posted.Task;

        await _core.CrashAsync();

        await EndsWellAsync(asked);
    }

    [Test]
    public Task Killed_while_fetching() => KilledAtAsync("mint Fetch");

    [Test]
    public Task Killed_after_the_turn_before_the_push() => KilledAtAsync("mint Push");

    [Test]
    public Task Killed_after_the_push_before_the_pull_request() => KilledAtAsync("open");

    [Test]
    public async Task Killed_after_the_pull_request_before_the_terminal_message()
    {
        var opened = new TaskCompletionSource();
        _core.Host.After = async (_, _) =>
        {
            if (opened.TrySetResult())
            {
                await _core.UntilKilledAsync();
            }
        };
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await opened.Task;

        await _core.CrashAsync();

        await EndsWellAsync(asked);
    }

    [Test]
    public async Task Killed_in_the_middle_of_a_turn_which_goes_on_without_the_host()
    {
        var go = new TaskCompletionSource();
        _core.Engine.Agent = Agents.WaitFor(go.Task);
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        await _core.CrashAsync();
        go.SetResult();

        await EndsWellAsync(asked);
        Assert.That(_core.Engine.Of(asked.Id).Starts, Is.EqualTo(1));
    }

    [Test]
    public async Task Killed_in_the_middle_of_a_turn_that_ended_before_anybody_came_back()
    {
        var go = new TaskCompletionSource();
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.PushAsync("README.md", "changed\n");
            await go.Task;
            turn.Finish("Done alone.");
            return 0;
        };
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);
        go.SetResult();
        await _core.CrashAsync();

        await EndsWellAsync(asked);
        Assert.That((await _core.ReadAsync(asked.Id)).Answer, Is.EqualTo("Done alone."));
    }

    [Test]
    public async Task An_orderly_end_hands_the_turn_over()
    {
        var go = new TaskCompletionSource();
        _core.Engine.Agent = Agents.WaitFor(go.Task);
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        await _core.RestartAsync();
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Running));
        go.SetResult();

        await EndsWellAsync(asked);
        Assert.That(_core.Engine.Of(asked.Id).Starts, Is.EqualTo(1));
    }

    [Test]
    public async Task Killed_while_stopping_still_stops()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var stopping = new TaskCompletionSource();
        _core.Engine.Before = operation =>
        {
            if (operation == "write")
            {
                stopping.TrySetResult();
            }
        };
        _core.Limits.StopGrace = TimeSpan.FromMinutes(1);
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);
        await _core.ReplyAsync(asked.Id, "stop");
        await stopping.Task;
        _core.Limits.StopGrace = TimeSpan.FromMilliseconds(100);

        await _core.CrashAsync();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("Stopped"));
    }

    private async Task KilledAtAsync(string moment)
    {
        var reached = new TaskCompletionSource();
        _core.Host.Before = async (what, _) =>
        {
            if (what == moment && reached.TrySetResult())
            {
                await _core.UntilKilledAsync();
            }
        };
        await _core.StartAsync();
        var asked = await _core.AskAsync();
        await reached.Task;

        await _core.CrashAsync();

        await EndsWellAsync(asked);
    }

    private async Task EndsWellAsync(Run asked)
    {
        await _core.EndOfAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        var run = await _core.ReadAsync(asked.Id);
        Assert.Multiple(() =>
        {
            Assert.That(run.State, Is.EqualTo(RunState.Finished), run.ReasonDetail);
            Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
            Assert.That(_core.Slack.Posts.Count(post => post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(_core.Slack.Posts.Count(post => post.ThreadTs is null), Is.EqualTo(1));
            Assert.That(_core.Engine.Sandboxes, Has.Count.EqualTo(1));
            Assert.That(GitRepository.Branches(_core.Host.Path), Has.Count.EqualTo(2));
        });
    }
}
