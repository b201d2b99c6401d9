using SlackAgents.Host.Health;

namespace SlackAgents.Tests.Host;

internal sealed class HealthBoardTests
{
    private readonly SettableTime _time = new();

    [Test]
    public void What_was_never_looked_at_is_not_well()
    {
        var board = Board();

        Assert.That(board.Reasons(), Is.EqualTo(new[] { "The engine has not been looked at yet. Ask again in a few seconds." }));
    }

    [Test]
    public void What_was_found_well_is_well()
    {
        var board = Board();

        board.Record("engine", []);

        Assert.That(board.Reasons(), Is.Empty);
    }

    [Test]
    public void The_reasons_are_told_as_they_were_found()
    {
        var board = Board();

        board.Record("engine", ["It does not answer.", "It is full."]);

        Assert.That(board.Reasons(), Is.EqualTo(new[] { "It does not answer.", "It is full." }));
    }

    [Test]
    public void Good_news_that_is_too_old_is_bad_news()
    {
        var board = Board();
        board.Record("engine", []);

        _time.Now += TimeSpan.FromSeconds(41);

        Assert.That(board.Reasons().Single(), Does.StartWith("The engine has not been looked at for 41 s."));
    }

    [Test]
    public void Only_news_is_worth_a_line_in_the_log()
    {
        var board = Board();

        var answers = new[] { board.Record("engine", ["x"]), board.Record("engine", ["x"]), board.Record("engine", []) };

        Assert.That(answers, Is.EqualTo(new[] { true, false, true }));
    }

    [Test]
    public void What_only_warns_keeps_nobody_from_working()
    {
        var board = new HealthBoard([new HealthProbe("GitHub App", TimeSpan.FromSeconds(10), _ => Task.FromResult<IReadOnlyList<string>>([]), onlyWarns: true)], _time);

        board.Record("GitHub App", ["GitHub does not answer."]);

        Assert.That(board.Reasons(), Is.Empty);
        Assert.That(board.Warnings(), Is.EqualTo(new[] { "GitHub does not answer." }));
    }

    private HealthBoard Board() => new(
        [new HealthProbe("engine", TimeSpan.FromSeconds(10), _ => Task.FromResult<IReadOnlyList<string>>([]))],
        _time);
}
