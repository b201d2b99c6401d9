using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LiveRunTests
{
    private CoreDriver _core = null!;
    private LiveRun _live = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.StartNewAsync();
        _live = _core.Get<LiveRuns>().TryAdd(Some.RunId())!;
    }

    [TearDown]
    public async Task TearDownAsync()
    {
        await _core.Get<LiveRuns>().RemoveAsync(_live);
        await _core.DisposeAsync();
    }

    [Test]
    public void Pieces_of_a_text_are_shown_as_one()
    {
        _live.Follow(new TextEvent("I change ", Partial: true));
        _live.Follow(new TextEvent("the readme.\nThen", Partial: true));

        Assert.That(_live.Progress.Activity, Is.EqualTo("I change the readme."));
    }

    [Test]
    public void What_comes_between_ends_the_text()
    {
        _live.Follow(new TextEvent("I change ", Partial: true));
        _live.Follow(new ToolCallEvent("1", "edit", "{}", "edit README.md"));
        _live.Follow(new TextEvent("Done.", Partial: true));

        Assert.That(_live.Progress.Activity, Is.EqualTo("Done."));
    }

    [Test]
    public void A_text_in_endless_pieces_is_bounded()
    {
        for (var piece = 0; piece < 1000; piece++)
        {
            _live.Follow(new TextEvent("0123456789", Partial: true));
        }

        Assert.That(_live.Progress.Activity, Has.Length.LessThanOrEqualTo(140));
    }

    [TestCase("added", "added src/New.cs")]
    [TestCase("deleted", "deleted src/New.cs")]
    [TestCase("modified", "changed src/New.cs")]
    [TestCase("anything", "changed src/New.cs")]
    public void A_changed_file_is_named(string change, string shown)
    {
        _live.Follow(new FileChangeEvent(null, "src/New.cs", change, null));

        Assert.That(_live.Progress.Activity, Is.EqualTo(shown));
    }
}
