using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.Runs.Messages;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunCardTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly TraceWriter _trace;
    private readonly LiveRuns _live;
    private readonly RunCard _card;

    public RunCardTests()
    {
        var limits = Options.Create(new RunsOptions());
        _trace = new TraceWriter(null!, new TraceHub(), text => text, _time, NullLogger<TraceWriter>.Instance);
        _live = new LiveRuns(limits, _trace, new RunSignals(), new ModelPulse(_time), _time);
        var links = new TraceLinks(new byte[32], () => new Uri("https://agents.test/"), TimeSpan.FromDays(1), _time);
        _card = new RunCard(links, _live, new RunQueue(), new SecretRedactor(new SecretRegistry(_time), text => text.Replace("s3cr3t", "[redacted]", StringComparison.Ordinal)), limits, _time);
    }

    public void Dispose()
    {
        _live.Dispose();
        _trace.Dispose();
    }

    [Test]
    public void While_it_is_prepared_the_card_names_the_step_its_number_and_its_time()
    {
        var (run, live) = Begin(RunState.Preparing);
        live.Enter(PreparePhase.TakeUp);
        _time.Advance(TimeSpan.FromSeconds(2));
        live.Enter(PreparePhase.MakeSandbox);
        _time.Advance(TimeSpan.FromSeconds(42));

        Assert.That(Draw(run), Does.Contain("Step 4/7: making the sandbox, 42 s").And.Not.Contain("last known"));
        Assert.That(RunSilence.LevelOf(live, _time.GetUtcNow()), Is.EqualTo(1));
    }

    [Test]
    public void After_two_minutes_without_a_word_the_card_says_what_is_known_last()
    {
        var (run, live) = Begin(RunState.Preparing);
        live.Enter(PreparePhase.OpenDoor);
        _time.Advance(TimeSpan.FromSeconds(3));
        live.Enter(PreparePhase.MakeSandbox);
        _time.Advance(TimeSpan.FromSeconds(117));

        Assert.That(Draw(run), Does.Contain("Step 4/7: making the sandbox, 1 min 57 s; last known: step 2/7: opening the gateway took 3 s"));
        Assert.That(RunSilence.LevelOf(live, _time.GetUtcNow()), Is.EqualTo(2));
    }

    [Test]
    public void An_agent_that_never_spoke_is_waited_for_by_name_and_time()
    {
        var (run, live) = Begin(RunState.Running);
        live.Follow(new StepEvent("workspace", "completed", 12, "s3cr3t"));
        _time.Advance(TimeSpan.FromSeconds(19));
        var early = RunSilence.LevelOf(live, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.That((early, RunSilence.LevelOf(live, _time.GetUtcNow())), Is.EqualTo((0, 1)));
        Assert.That(Draw(run), Does.Contain("Waiting for the agent's first word, 25 s").And.Not.Contain("last known"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(Draw(run), Does.Contain("first word, 2 min 25 s; last known: workspace completed [redacted]"));
    }

    [Test]
    public void A_run_that_falls_silent_says_so_unless_it_waits_for_a_person()
    {
        var (run, live) = Begin(RunState.Running);
        live.Follow(new TextEvent("I run the s3cr3t tests"));
        _time.Advance(TimeSpan.FromSeconds(119));
        var before = Draw(run);
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.That(before, Does.Contain("Now: I run the [redacted] tests"));
        Assert.That(Draw(run), Does.Contain("No output for 2 min; last: I run the [redacted] tests"));
        using (live.WaitForPerson())
        {
            Assert.That(Draw(run), Does.Not.Contain("No output"));
            Assert.That(RunSilence.LevelOf(live, _time.GetUtcNow()), Is.Zero);
        }
    }

    [Test]
    public void The_agents_list_is_a_plan_with_how_much_is_done()
    {
        var (run, live) = Begin(RunState.Running);
        live.Follow(new TodoEvent([new TodoItem("read", "completed"), new TodoItem("s3cr3t", "in_progress"), new TodoItem("test", "pending")]));

        var plan = _card.Draw(run).Parts.OfType<Plan>().Single();

        Assert.That(plan.Title, Is.EqualTo("Plan: 1 of 3 done"));
        Assert.That(plan.Tasks, Is.EqualTo(new[] { new PlanTask("read", PlanTaskState.Complete), new PlanTask("[redacted]", PlanTaskState.InProgress), new PlanTask("test", PlanTaskState.Pending) }));
    }

    [Test]
    public void The_card_says_what_was_given_what_holds_it_and_what_belongs_to_it()
    {
        var (run, _) = Begin(RunState.Running);
        var other = RunId.New();

        var text = Draw(run with
        {
            Base = "main",
            RepositoryChoice = "channel default",
            Context = new RunContext(12, 47, 2, ["35 older messages"]),
            Muted = true,
            WaitingReplies = 2,
            ForkedFrom = other,
            Checks = new CheckSummary("abc", 3, 1, ["lint"]),
            PullRequestNumber = 7,
            PullRequestUrl = new Uri("https://github.test/pull/7"),
            PullRequestState = PullRequestState.Draft,
        });

        Assert.That(text, Does.Contain("@ main (channel default)").And.Contain("Given: 12 of 47 messages, 2 files; left out: 35 older messages").And.Contain("No network · at most $10 and 1 h a turn")
            .And.Contain("2 replies wait for the next turns · 🔇 Muted").And.Contain($"Forked from run {other}").And.Contain("❌ 1 failed: lint · ⏳ 1 running · ✅ 3 passed").And.Contain("#7 (draft)"));
    }

    [Test]
    public void What_is_as_usual_has_no_line()
    {
        var text = Draw(Some.RunWithCard() with { State = RunState.Finished, Reason = ReasonCode.CompletedWithoutChanges });

        Assert.That(text, Does.Not.Contain("Given").And.Not.Contain("network").And.Not.Contain("Muted").And.Not.Contain("push=off").And.Not.Contain("Checks").And.Not.Contain("Changes"));
    }

    [TestCase(RunState.Running, false, false, "Stop,Change repo,View trace")]
    [TestCase(RunState.Running, true, true, "Stop,Open PR,View trace")]
    [TestCase(RunState.Publishing, false, false, "Stop,View trace")]
    [TestCase(RunState.Finished, true, true, "Open PR,Fork,View trace")]
    [TestCase(RunState.Failed, true, true, "Open PR,Retry,Fork,View trace")]
    [TestCase(RunState.Stopped, false, false, "Retry,Fork,View trace")]
    public void Buttons_are_those_that_do_something_now(RunState state, bool pushed, bool hasPullRequest, string buttons)
    {
        var run = Some.RunWithCard() with
        {
            State = state,
            Reason = ReasonCode.StoppedByPerson,
            PushedSha = pushed ? Some.Sha() : null,
            PullRequestUrl = hasPullRequest ? new Uri("https://github.test/pull/7") : null,
        };

        Assert.That(string.Join(',', _card.Draw(run).Parts.OfType<Buttons>().Single().Items.Select(button => button.Text)), Is.EqualTo(buttons));
    }

    private (Run Run, LiveRun Live) Begin(RunState state)
    {
        var run = Some.RunWithCard() with { State = state, TurnStartedAt = _time.GetUtcNow() };
        return (run, _live.TryAdd(run.Id)!);
    }

    private string Draw(Run run) => FakePost.Words(_card.Draw(run));
}
