using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Home;
using SlackAgents.Core.Runs;
using SlackAgents.Testing;
using SlackAgents.Testing.Data;

namespace SlackAgents.Tests.Intake.Home;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HomeAudienceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Run _run = Some.Run();
    private HomeAudience _audience = null!;

    [SetUp]
    public void SetUp() => _audience = new HomeAudience(_time);

    [Test]
    public void A_change_is_due_once_and_not_sooner_than_the_pace_allows()
    {
        _audience.Opened(Ada);
        _audience.Changed(_run);

        Assert.That(_audience.TakeDue(), Is.Empty);
        _time.Advance(HomeAudience.Pace);
        Assert.That(_audience.TakeDue(), Is.EqualTo(new[] { Ada }));
        Assert.That(_audience.TakeDue(), Is.Empty);

        _audience.Changed(_run with { State = RunState.Running });
        Assert.That(_audience.TakeDue(), Is.Empty);
        _time.Advance(HomeAudience.Pace);
        Assert.That(_audience.TakeDue(), Is.EqualTo(new[] { Ada }));
    }

    [Test]
    public void What_the_page_does_not_show_is_no_reason_to_draw_it()
    {
        _audience.Opened(Ada);
        _audience.Changed(_run);
        _time.Advance(HomeAudience.Pace);
        _audience.TakeDue();

        _audience.Changed(_run with { Version = 7, Usage = _run.Usage with { ModelCalls = 9 } });
        _time.Advance(HomeAudience.Pace);

        Assert.That(_audience.TakeDue(), Is.Empty);
    }

    [Test]
    public void Who_has_not_looked_for_long_is_forgotten()
    {
        _audience.Opened(Ada);
        _time.Advance(HomeAudience.Interest + TimeSpan.FromSeconds(1));
        _audience.Changed(_run);

        Assert.That(_audience.TakeDue(), Is.Empty);
    }

    [Test]
    public void Other_people_s_runs_draw_nothing()
    {
        _audience.Opened(Some.Person());
        _audience.Changed(_run);
        _time.Advance(HomeAudience.Pace);

        Assert.That(_audience.TakeDue(), Is.Empty);
    }

    [Test]
    public void Only_the_last_viewers_are_remembered()
    {
        var people = Enumerable.Range(0, HomeAudience.MaxPeople + 5).Select(_ => Some.Person()).ToList();
        foreach (var person in people)
        {
            _audience.Opened(person);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        people.ForEach(_audience.Touch);
        _time.Advance(HomeAudience.Pace);

        Assert.That(_audience.TakeDue(), Is.EquivalentTo(people.Skip(5)));
    }

    private PersonId Ada => _run.Requester.Person;
}
