using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Sandboxes;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SandboxReaperTests
{
    private static readonly SandboxId Sandbox = new("sandbox");

    private readonly ManualTimeProvider _time = new();
    private Testing.TempDirectory _data = null!;

    [SetUp]
    public void SetUp() => _data = Make();

    [TearDown]
    public void TearDown() => _data.Dispose();

    [Test]
    public async Task Sessions_that_were_kept_for_too_long_go_in_the_same_round()
    {
        var sessions = new SessionFiles(new RepositoryStorage(_data.Path), Options.Create(new SandboxOptions()), _time);
        var run = RunId.New();
        await File.WriteAllTextAsync(sessions.Begin(run), "tar");
        sessions.Keep(run);
        File.SetLastWriteTimeUtc(sessions.Find(run)!, (_time.GetUtcNow() - TimeSpan.FromDays(31)).UtcDateTime);
        var engine = new Mock<ISandboxEngine>();
        engine.Setup(one => one.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);

        await Reaper(engine, new Mock<ISandboxOwners>()).ReapAsync(CancellationToken.None);

        Assert.That(sessions.Find(run), Is.Null);
    }

    [TestCase(SandboxState.Exited, 25, true, "remove")]
    [TestCase(SandboxState.Exited, 23, true, "keep")]
    [TestCase(SandboxState.Running, 1, true, "stop")]
    [TestCase(SandboxState.Running, 25, true, "remove")]
    [TestCase(SandboxState.Exited, 25, false, "keep")]
    [TestCase(SandboxState.Running, null, true, "keep")]
    public async Task A_sandbox_is_kept_as_long_as_its_run_may_need_it(SandboxState state, int? hoursAtRest, bool claimable, string expected)
    {
        var run = RunId.New();
        var engine = Engine(new SandboxListing(Sandbox, run, state, _time.GetUtcNow() - TimeSpan.FromDays(3)));
        var owners = new Mock<ISandboxOwners>();
        owners.Setup(one => one.FindAsync(run, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new SandboxOwner(hoursAtRest is { } hours ? _time.GetUtcNow() - TimeSpan.FromHours(hours) : null));
        owners.Setup(one => one.ClaimAsync(run, It.IsAny<CancellationToken>())).ReturnsAsync(claimable ? Mock.Of<IAsyncDisposable>() : null);

        await Reaper(engine, owners).ReapAsync(CancellationToken.None);

        Assert.That(Done(engine), Is.EqualTo(expected));
        owners.Verify(one => one.ForgetAsync(run, It.IsAny<CancellationToken>()), Times.Exactly(expected == "remove" ? 1 : 0));
    }

    [Test]
    public async Task A_run_that_was_taken_up_between_the_look_and_the_claim_keeps_its_sandbox()
    {
        var run = RunId.New();
        var engine = Engine(new SandboxListing(Sandbox, run, SandboxState.Exited, _time.GetUtcNow() - TimeSpan.FromDays(3)));
        var owners = new Mock<ISandboxOwners>();
        owners.SetupSequence(one => one.FindAsync(run, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new SandboxOwner(_time.GetUtcNow() - TimeSpan.FromDays(2)))
            .ReturnsAsync(new SandboxOwner(null));
        owners.Setup(one => one.ClaimAsync(run, It.IsAny<CancellationToken>())).ReturnsAsync(Mock.Of<IAsyncDisposable>());

        await Reaper(engine, owners).ReapAsync(CancellationToken.None);

        Assert.That(Done(engine), Is.EqualTo("keep"));
    }

    private static Mock<ISandboxEngine> Engine(SandboxListing listing)
    {
        var engine = new Mock<ISandboxEngine>();
        engine.Setup(one => one.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync([listing]);
        return engine;
    }

    private static string Done(Mock<ISandboxEngine> engine) =>
        engine.Invocations.Select(call => call.Method.Name).LastOrDefault() switch
        {
            nameof(ISandboxEngine.RemoveAsync) => "remove",
            nameof(ISandboxEngine.StopAsync) => "stop",
            _ => "keep",
        };

    private static Testing.TempDirectory Make() => new();

    private SandboxReaper Reaper(Mock<ISandboxEngine> engine, Mock<ISandboxOwners> owners) =>
        new(engine.Object, owners.Object, new SessionFiles(new RepositoryStorage(_data.Path), Options.Create(new SandboxOptions()), _time), Options.Create(new SandboxOptions()), _time, NullLogger<SandboxReaper>.Instance);
}
