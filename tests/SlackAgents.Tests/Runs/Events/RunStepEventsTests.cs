using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Events;

/// <summary>Where the time of a run went: its phases leave no gap.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunStepEventsTests
{
    /// <summary>Goes on beside the phases.</summary>
    private const string Beside = "mirror";

    private static readonly string[] Sandbox = ["turn", "forwarder", "workspace", "harness", "commit", "push"];

    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Each_phase_begins_in_the_instant_in_which_the_one_before_it_ends()
    {
        var run = await _core.AskAsync();
        await _core.EndOfAsync(run.Id);

        var phases = await PhasesAsync(run);
        var (queue, others) = (phases[0], phases[1..]);
        Assert.Multiple(() =>
        {
            Assert.That(phases.Select(phase => phase.Name), Is.EqualTo(new[]
            {
                "queue", "take_up", "gateway", "sandbox", "conversation", "start", "repository", "agent", "conclude", "changes", "checks", "publish", "pull_request",
            }));
            Assert.That(others[0].From, Is.LessThanOrEqualTo(queue.To));
            Assert.That(others.Skip(1).Select(phase => phase.From), Is.EqualTo(others.SkipLast(1).Select(phase => phase.To)));
        });
    }

    [Test]
    public async Task Together_the_phases_last_from_the_request_to_the_end()
    {
        var run = await _core.AskAsync();
        await _core.EndOfAsync(run.Id);

        var phases = await PhasesAsync(run);
        var records = await RecordsAsync(run);
        var ended = records.Last(record => record.Event is StateEvent { To: "Finished" }).At;
        Assert.That(phases[0].From, Is.LessThanOrEqualTo(records[0].At));
        Assert.That(phases[^1].To, Is.GreaterThanOrEqualTo(ended));
    }

    [Test]
    public async Task Every_step_that_ended_says_how_long_it_took()
    {
        var run = await _core.AskAsync();
        await _core.EndOfAsync(run.Id);
        await PhasesAsync(run);

        var ended = (await RecordsAsync(run)).Select(record => record.Event).OfType<StepEvent>().Where(step => step.State != "started").ToList();
        Assert.That(ended, Is.All.Property(nameof(StepEvent.Milliseconds)).Not.Null);
        Assert.That(ended.Select(step => step.Step), Has.One.EqualTo(Beside));
    }

    [Test]
    public async Task The_phase_in_which_it_failed_says_why()
    {
        _core.Host.Before = (what, _) => what == "mint Fetch" ? throw new Core.Repositories.RepositoryException(Core.Repositories.RepositoryFailure.NotInstalled, "acme/widgets is not there.") : Task.CompletedTask;
        var run = await _core.AskAsync();
        await _core.WhenAsync(run.Id, RunState.Failed);

        var failed = (await RecordsAsync(run)).Select(record => record.Event).OfType<StepEvent>().Where(step => step.State == "failed").ToList();
        Assert.That(failed.Select(step => step.Step), Does.Contain(Beside));
        Assert.That(failed.Select(step => step.Detail), Is.All.EqualTo("acme/widgets is not there."));
        Assert.That(failed, Has.Count.EqualTo(2));
    }

    private sealed record Phase(string Name, DateTimeOffset From, DateTimeOffset To);

    private async Task<IReadOnlyList<TraceRecord>> RecordsAsync(Run run)
    {
        await _core.Get<TraceWriter>().FlushAsync(run.Id, CancellationToken.None);
        return await _core.Database.Traces.ReadAsync(run.Id, 0, 10_000, CancellationToken.None);
    }

    /// <summary>The last phase ends right after the message about the end was stored.</summary>
    private Task<List<Phase>> PhasesAsync(Run run) => Eventually.FindAsync(async () =>
    {
        var steps = (await RecordsAsync(run)).Where(record => record.Event is StepEvent step && step.Step != Beside && !Sandbox.Contains(step.Step)).ToList();
        var begun = steps.Where(record => record.Event is StepEvent { State: "started" }).ToList();
        var ended = steps.Where(record => record.Event is StepEvent { State: "completed" }).ToList();
        return ended.Count > 1 && begun.Count == ended.Count
            ? begun.Select(record => new Phase(((StepEvent)record.Event).Step, record.At, ended.Single(other => ((StepEvent)other.Event).Step == ((StepEvent)record.Event).Step).At)).ToList()
            : null;
    });
}
