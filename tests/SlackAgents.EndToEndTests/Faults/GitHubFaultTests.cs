using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.GitHub.Git;

namespace SlackAgents.EndToEndTests.Faults;

/// <summary>GitHub stumbles, limits, or has not what was asked for.</summary>
internal sealed class GitHubFaultTests : StageTests
{
    [TestCase("GET /git/*")]
    [TestCase("POST /git/*/git-receive-pack")]
    [TestCase("POST /repos/*/pulls")]
    [TestCase("POST /app/installations/*")]
    public async Task One_502_is_ridden_out(string pattern)
    {
        GitHub.FailNext(pattern, 502);
        var run = await Stage.RunAsync("[[fake:commit]] through a bad gateway");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready"));
            Assert.That(run.PullRequests, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_secondary_limit_is_waited_out()
    {
        GitHub.HitSecondaryLimit("POST /repos/*/pulls", TimeSpan.FromSeconds(2));
        var run = await Stage.RunAsync("[[fake:commit]] slow down");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("Pull request ready"));
    }

    [Test]
    public async Task A_limit_that_lasts_is_told_with_what_is_done_and_what_is_next()
    {
        GitHub.HitSecondaryLimit("POST /repos/*/pulls", TimeSpan.FromMinutes(30), times: 50);
        var run = await Stage.RunAsync("[[fake:commit]] limited for long");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("PullRequestFailed").And.Contain("limits our requests").And.Contain("Retry, or open it by hand"));
            Assert.That(end.Buttons.Select(button => button.Text), Has.Some.EqualTo("Retry"));
            Assert.That(await GitHub.BranchesAsync("acme/widgets", default), Has.Some.Contains(run.Id), "The work is on the branch.");
            Assert.That(run.PullRequests, Is.Empty);
        }
    }

    [TestCase("acme/uninstalled")]
    [TestCase("acme/nowhere")]
    public async Task A_repository_that_the_app_cannot_see_is_refused_privately(string repository)
    {
        var cards = Stage.Cards.Count;

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", $"repo={repository} do something"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.Contain(repository).And.Contain("install the App"));
            Assert.That(Stage.Cards, Has.Count.EqualTo(cards));
        }
    }

    [Test]
    public async Task An_archived_repository_is_refused_privately()
    {
        await GitHub.AddRepositoryAsync(new RepositorySeed("acme", "old", new Dictionary<string, string>(StringComparer.Ordinal) { ["README.md"] = "# Old\n" }) { IsArchived = true }, default);

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", "repo=acme/old do something"));

        Assert.That(answer, Does.Contain("archived").IgnoreCase.And.Contain("repo="));
    }

    [Test]
    public async Task Where_drafts_are_not_supported_the_pull_request_is_an_ordinary_one()
    {
        await GitHub.AddRepositoryAsync(new RepositorySeed("acme", "plain", new Dictionary<string, string>(StringComparer.Ordinal) { ["README.md"] = "# Plain\n" }) { SupportsDrafts = false }, default);
        var run = await Stage.RunAsync("[[fake:commit]] no drafts here", "repo=acme/plain");

        await run.EndAsync();

        Assert.That(run.PullRequest.IsDraft, Is.False);
    }

    [Test]
    public async Task A_fresh_token_that_github_does_not_know_yet_is_tried_again()
    {
        GitHub.TokenReplicationDelay = TimeSpan.FromMilliseconds(700);
        try
        {
            var run = await Stage.RunAsync("[[fake:commit]] tokens take a moment");

            var end = await run.EndAsync();

            Assert.That(end.AllText, Does.Contain("Pull request ready"));
        }
        finally
        {
            GitHub.TokenReplicationDelay = TimeSpan.Zero;
        }
    }

    [Test]
    public async Task A_base_branch_that_does_not_exist_is_told()
    {
        var run = await Stage.RunAsync("[[fake:talk]] from nowhere", "repo=acme/widgets base=no-such-branch");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("BaseBranchMissing").And.Contain("base="));
    }
}
