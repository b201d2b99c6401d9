using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SteerCrashTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Limits.StopGrace = TimeSpan.FromSeconds(30);
        core.Engine.Agent = _agent.RunAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Killed_after_the_message_was_stored_and_before_it_was_written()
    {
        var asked = await RunningAsync();
        var writing = HoldWrites("driver.steer");
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await writing;

        await _core.CrashAsync();

        await DeliveredOnceAsync(asked, ts);
    }

    [Test]
    public async Task Killed_after_the_write_and_before_any_receipt()
    {
        _agent.Answer = null;
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));

        await _core.CrashAsync();
        _agent.Say(turn => turn.Receipt(_agent.HeardIds[0], "delivered"));

        await DeliveredOnceAsync(asked, ts);
    }

    [Test]
    public async Task The_receipt_came_while_no_host_lived()
    {
        _agent.Answer = null;
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        await _core.StopAsync();
        _agent.Say(turn => turn.Receipt(_agent.HeardIds[0], "delivered"));

        await _core.StartAsync();

        await DeliveredOnceAsync(asked, ts);
    }

    [Test]
    public async Task The_turn_took_the_message_and_ended_while_no_host_lived()
    {
        _agent.Answer = null;
        _agent.EndsWithoutHost = true;
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        await _core.StopAsync();
        _agent.Say(turn => turn.Receipt(_agent.HeardIds[0], "delivered"));
        _agent.Finish();
        await Eventually.ThatAsync(() => _core.Engine.Of(asked.Id).State, Is.EqualTo(Core.Sandboxes.SandboxState.Exited));

        await _core.StartAsync();

        await EndsOnceAsync(asked, ts);
    }

    [Test]
    public async Task Killed_after_the_receipt_was_in_the_trace_and_before_the_message_counted_as_delivered()
    {
        _agent.Answer = "queued";
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        var run = await _core.ReadAsync(asked.Id);
        // The trace is stored first: this is what the dead process left behind.
        await _core.StopAsync();
        await _core.Database.Traces.AppendAsync(run.Id, [new TraceEntry(1, CoreDriver.Now, new SteeringEvent(_agent.HeardIds[0], "delivered", null), $"steering:{_agent.HeardIds[0]}:delivered")], null, CancellationToken.None);
        _agent.Say(turn => turn.Receipt(_agent.HeardIds[0], "delivered"));

        await _core.StartAsync();

        await DeliveredOnceAsync(asked, ts);
    }

    [Test]
    public async Task Killed_after_an_interrupt_was_stored_and_before_it_was_written()
    {
        var asked = await RunningAsync();
        var writing = HoldWrites("driver.interrupt");
        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await writing;

        await _core.CrashAsync();

        await GoesOnOnceAsync(asked);
    }

    [Test]
    public async Task Killed_after_the_interrupt_was_written_and_before_the_turn_ended()
    {
        _agent.IsDeafToInterrupts = true;
        var asked = await RunningAsync();
        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await Eventually.ThatAsync(() => _agent.Interrupts, Is.EqualTo(1));
        _core.Limits.StopGrace = TimeSpan.FromMilliseconds(100);

        await _core.CrashAsync();
        await _agent.BegunAsync(2);
        _agent.IsDeafToInterrupts = false;

        await GoesOnOnceAsync(asked);
    }

    [Test]
    public async Task Killed_when_the_interrupted_turn_had_ended_and_nobody_had_seen_it()
    {
        var asked = await RunningAsync();
        var inspecting = new TaskCompletionSource();
        var dead = new TaskCompletionSource();
        await _core.ReplyAsync(asked.Id, "queue: then the changelog");
        _core.Engine.Before = operation =>
        {
            // The look at the sandbox after its output was read to the end.
            if (operation == "inspect" && _core.Engine.Of(asked.Id).State == Core.Sandboxes.SandboxState.Exited && inspecting.TrySetResult())
            {
                dead.Task.Wait();
                throw new IOException("This process was killed.");
            }
        };
        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        await inspecting.Task;
        var crash = _core.CrashAsync();
        dead.SetResult();
        await crash;

        await _agent.BegunAsync(2);
        _agent.Finish();
        await _agent.BegunAsync(3);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts.Skip(1), Is.EqualTo(new[] { "wrong file", "then the changelog" }));
        Assert.That(Ends(), Is.EquivalentTo(new[] { $"{asked.Id}/turn3/end", $"{asked.Id}/turn2/end" }));
    }

    private async Task DeliveredOnceAsync(Run asked, string ts)
    {
        await Eventually.ThatAsync(async () => (await _core.Database.Runs.GetTurnsAsync(asked.Id, CancellationToken.None))[1].State, Is.EqualTo(TurnState.Joined));
        _agent.Finish();
        await EndsOnceAsync(asked, ts);
    }

    private async Task EndsOnceAsync(Run asked, string ts)
    {
        await _core.EndOfAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        var turns = await _core.Database.Runs.GetTurnsAsync(asked.Id, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(turns.Select(turn => turn.State), Is.EqualTo(new[] { TurnState.Ended, TurnState.Joined }));
            Assert.That(_agent.Heard, Is.EqualTo(new[] { "use tabs" }));
            Assert.That(_agent.Prompts, Has.Count.EqualTo(1));
            Assert.That(_core.Slack.Reactions.Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { $"+{FollowUps.TakenEmoji}@{ts}", $"+{FollowUps.DeliveredEmoji}@{ts}" }));
            Assert.That(Ends(), Is.EqualTo(new[] { $"{asked.Id}/turn1/end" }));
        });
    }

    private async Task GoesOnOnceAsync(Run asked)
    {
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(_agent.Prompts.Skip(1), Is.EqualTo(new[] { "wrong file" }));
            Assert.That(Ends(), Is.EqualTo(new[] { $"{asked.Id}/turn2/end" }));
            Assert.That(_core.Engine.Of(asked.Id).Starts, Is.EqualTo(2));
        });
    }

    /// <summary>Lets a write of this kind hang until the process that wrote it is killed. The result ends when one hangs.</summary>
    private Task HoldWrites(string part)
    {
        var held = new TaskCompletionSource();
        _core.Engine.BeforeWrite = line => line.Contains(part, StringComparison.Ordinal) && held.TrySetResult() ? _core.UntilKilledAsync() : Task.CompletedTask;
        return held.Task;
    }

    private IEnumerable<string> Ends() => _core.Slack.Posts.Select(post => post.Key).Where(key => key.EndsWith("/end", StringComparison.Ordinal));

    private async Task<Run> RunningAsync()
    {
        var asked = await _core.AskAsync("harness=robot fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }
}
