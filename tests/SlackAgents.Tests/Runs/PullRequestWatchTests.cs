using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.PullRequests;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PullRequestWatchTests
{
    private CoreDriver _core = null!;
    private Run _run = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.StartNewAsync();
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        _run = await _core.ReadAsync(asked.Id);
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Checks_that_pass_are_told_once_in_the_thread()
    {
        await SeeAsync(sha => new CheckSummary(sha, Passed: 2, Pending: 1, []));
        await SeeAsync(sha => new CheckSummary(sha, Passed: 3, Pending: 0, []));
        await SeeAsync(sha => new CheckSummary(sha, Passed: 2, Pending: 1, []));
        await SeeAsync(sha => new CheckSummary(sha, Passed: 3, Pending: 0, []));

        var said = await Eventually.FindAsync(() => Task.FromResult(About("/checks/").FirstOrDefault()), "the checks' result");
        Assert.That(said.Text, Does.Contain("Checks passed: 3 of 3").And.Contain("[Open PR]"));
        Assert.That(said.ThreadTs, Is.EqualTo(_run.ReplyThread));
        Assert.That(About("/checks/"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Checks_that_fail_are_named_with_the_next_step()
    {
        await SeeAsync(sha => new CheckSummary(sha, Passed: 1, Pending: 0, ["build", "lint <!channel>"]));

        var said = await Eventually.FindAsync(() => Task.FromResult(About("/checks/").FirstOrDefault()), "the checks' result");
        Assert.That(said.Text, Does.Contain("2 of 3 checks failed").And.Contain("build, lint").And.Contain("fix the checks"));
    }

    [Test]
    public async Task A_merge_is_seen_on_the_card_and_makes_no_message()
    {
        _core.Host.Status = _ => new PullRequestStatus(PullRequestState.Merged, null);

        await _core.Get<PullRequestWatch>().LookSoonAsync(_run.Id, _run.Repository, CancellationToken.None);

        await Eventually.ThatAsync(async () => (await _core.ReadAsync(_run.Id)).PullRequestState, Is.EqualTo(PullRequestState.Merged));
        Assert.That(About("/checks/"), Is.Empty);
    }

    [Test]
    public async Task News_of_another_repository_is_no_news_of_this_run()
    {
        var looks = 0;
        _core.Host.Status = _ => { looks++; return new PullRequestStatus(PullRequestState.Merged, null); };

        await _core.Get<PullRequestWatch>().LookSoonAsync(_run.Id, RepositoryName.Parse("evil/widgets"), CancellationToken.None);
        await SeeAsync(sha => new CheckSummary(sha, 1, 1, []));

        Assert.That(looks, Is.Zero);
    }

    [Test]
    public async Task A_host_that_does_not_answer_is_asked_again()
    {
        _core.Host.Before = (what, _) => what == "status" ? throw new RepositoryException(RepositoryFailure.Unavailable, "GitHub does not answer.") : Task.CompletedTask;
        await _core.Get<PullRequestWatch>().LookSoonAsync(_run.Id, _run.Repository, CancellationToken.None);
        _core.Host.Before = (_, _) => Task.CompletedTask;

        await SeeAsync(sha => new CheckSummary(sha, 1, 0, []));

        await Eventually.FindAsync(() => Task.FromResult(About("/checks/").FirstOrDefault()), "the checks' result");
    }

    [Test]
    public void Looks_become_seldom_and_end_after_a_day()
    {
        var now = DateTimeOffset.UnixEpoch;
        var looks = new List<DateTimeOffset>();
        for (var look = PullRequestLook.First(_run.Id, "abc", now); look is not null; look = look.Next(look.Due))
        {
            looks.Add(look.Due);
        }

        Assert.That(looks[0], Is.EqualTo(now + TimeSpan.FromSeconds(20)));
        Assert.That(looks, Is.Ordered.And.Count.EqualTo(32));
        Assert.That(looks[^1] - now, Is.InRange(TimeSpan.FromHours(20), TimeSpan.FromHours(28)));
    }

    private async Task SeeAsync(Func<string, CheckSummary> checks)
    {
        _core.Host.Status = sha => new PullRequestStatus(PullRequestState.Draft, checks(sha));
        await _core.Get<PullRequestWatch>().LookSoonAsync(_run.Id, _run.Repository, CancellationToken.None);
        await Eventually.ThatAsync(async () => (await _core.ReadAsync(_run.Id)).Checks, Is.EqualTo(checks(_run.PushedSha!)));
    }

    private List<FakePost> About(string part) => [.. _core.Slack.Posts.Where(post => post.Key.StartsWith(_run.Id + part, StringComparison.Ordinal))];
}
