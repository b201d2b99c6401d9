using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;
using SlackAgents.Tests.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FallbackTests
{
    private readonly List<(int Turn, string Prompt, string Arguments)> _begun = [];
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.CreateAsync();
        _core.Harnesses.Fallback = new FallbackOptions { Harness = "robot", Model = "claude-haiku-4-5" };
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [TestCase("no-credit-402", ReasonCode.ProviderOutOfCredit, "is out of credit")]
    [TestCase("rate-limited", ReasonCode.ProviderRateLimited, "has reached its rate limit")]
    [TestCase("overloaded-529", ReasonCode.ProviderOverloaded, "is overloaded")]
    public async Task A_provider_with_nothing_more_to_give_is_replaced_once_and_the_thread_is_told(string recording, ReasonCode reason, string cause)
    {
        await StartAsync(FailFirst(recording));

        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);

        var run = await _core.ReadAsync(asked.Id);
        var told = _core.Slack.Posts.Single(post => post.Key == $"{asked.Id}/fallback");
        Assert.Multiple(() =>
        {
            Assert.That(run.State, Is.EqualTo(RunState.Finished));
            Assert.That((run.Harness, run.Model, run.FellBackFrom), Is.EqualTo(("robot", "claude-haiku-4-5", $"claude · {asked.Model}")));
            Assert.That(run.SessionId, Is.Not.EqualTo(asked.SessionId));
            Assert.That(told.Text, Does.Contain(cause).And.Contain("Claude Code").And.Contain("Going on with The robot · claude-haiku-4-5.").And.Contain(reason.ToString()));
            Assert.That(told.ThreadTs, Is.EqualTo(run.CardTs));
            Assert.That(_core.Slack.Posts.Count(post => post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(_begun, Has.Count.EqualTo(2));
            Assert.That(_begun[1].Prompt, Does.Contain("begun before").And.Contain("fix the readme typo"));
            Assert.That(_begun[1].Arguments, Does.Contain("claude-haiku-4-5").And.Not.Contain("--resume"));
            Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task It_happens_once()
    {
        await StartAsync(_ => "overloaded-529");

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain("ProviderOverloaded").And.Not.Contain("was named for the run"));
        Assert.That(_begun, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Never_when_a_person_named_the_agent_and_the_thread_says_how_to_choose_another()
    {
        await StartAsync(FailFirst("overloaded-529"));
        _core.Host.Before = async (what, _) =>
        {
            if (what == "mint Fetch")
            {
                await NameAgentAsync();
            }
        };

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain("ProviderOverloaded").And.Contain("was named for the run").And.Contain("harness="));
        Assert.That(_begun, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Other_failures_stay_failures()
    {
        await StartAsync(FailFirst("auth-failure"));

        var asked = await _core.AskAsync();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("ProviderKeyRejected"));
        Assert.That(_begun, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Without_a_setting_nothing_falls_back()
    {
        _core.Harnesses.Fallback = new FallbackOptions();
        await StartAsync(FailFirst("overloaded-529"));

        var asked = await _core.AskAsync();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("ProviderOverloaded"));
    }

    [Test]
    public async Task What_waited_comes_after_the_turn_that_is_begun_again_even_if_it_wanted_to_interrupt()
    {
        var fetching = new TaskCompletionSource();
        _core.Host.Before = (what, _) => what == "mint Fetch" ? fetching.Task : Task.CompletedTask;
        await StartAsync(FailFirst("overloaded-529"));
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Preparing);
        await _core.ReplyAsync(asked.Id, "interrupt: wrong file");
        fetching.SetResult();

        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_begun.Select(turn => turn.Turn), Is.EqualTo(new[] { 1, 1, 2 }));
        Assert.That(_begun[2].Prompt, Does.EndWith("wrong file"));
    }

    [Test]
    public async Task Killed_after_the_change_goes_on_with_the_other_agent_and_tells_it_once()
    {
        var creating = new TaskCompletionSource();
        await StartAsync(FailFirst("overloaded-529"));
        _core.Engine.BeforeCreate = () => _begun.Count == 1 && creating.TrySetResult() ? _core.UntilKilledAsync() : Task.CompletedTask;
        var asked = await _core.AskAsync();
        await creating.Task;

        await _core.CrashAsync();

        await _core.EndOfAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_begun, Has.Count.EqualTo(2));
        Assert.That(_core.Slack.Posts.Count(post => post.Key == $"{asked.Id}/fallback"), Is.EqualTo(1));
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Finished));
    }

    [Test]
    public async Task Killed_before_the_change_falls_back_then()
    {
        await StartAsync(FailFirst("overloaded-529"));
        var inspecting = new TaskCompletionSource();
        var dead = new TaskCompletionSource();
        _core.Engine.Before = operation =>
        {
            if (operation == "inspect" && _core.Engine.Sandboxes is [{ State: Core.Sandboxes.SandboxState.Exited }] && inspecting.TrySetResult())
            {
                dead.Task.Wait();
                throw new IOException("This process was killed.");
            }
        };
        var asked = await _core.AskAsync();
        await inspecting.Task;
        var crash = _core.CrashAsync();
        dead.SetResult();
        await crash;

        await _core.EndOfAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_begun, Has.Count.EqualTo(2));
        Assert.That(_core.Slack.Posts.Count(post => post.Key == $"{asked.Id}/fallback"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_trace_holds_the_failure_and_the_answer_each_once()
    {
        await StartAsync(FailFirst("overloaded-529"));

        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);

        var events = (await _core.Database.Traces.ReadAsync(asked.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event).ToList();
        Assert.That(events.OfType<ErrorEvent>().Count(error => error.Code == nameof(ReasonCode.ProviderOverloaded)), Is.EqualTo(1));
        Assert.That(events.OfType<NoticeEvent>().Select(notice => notice.Topic), Has.Exactly(1).EqualTo("repeat"));
    }

    /// <summary>The run as it would be had a person named its agent.</summary>
    private async Task NameAgentAsync()
    {
        var run = (await _core.Database.Runs.ListRecentAsync(null, 1, CancellationToken.None))[0];
        await _core.Get<RunStateChanger>().UpdateAsync(run.Id, Enum.GetValues<RunState>(), current => current with { AgentNamed = true }, CancellationToken.None);
    }

    private static Func<int, string?> FailFirst(string recording) => begun => begun == 1 ? recording : null;

    /// <param name="failure">The recording that a turn plays, by how many have begun; null for a turn that goes well.</param>
    private Task StartAsync(Func<int, string?> failure)
    {
        _core.Engine.Agent = turn =>
        {
            _begun.Add((turn.Number, turn.Prompt, string.Join(' ', turn.Arguments)));
            return failure(_begun.Count) is { } recording ? Agents.Print(Recording.Load(recording).Lines, 1)(turn) : Agents.EditAsync(turn);
        };
        return _core.StartAsync();
    }
}
