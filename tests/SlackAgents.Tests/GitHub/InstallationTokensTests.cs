using SlackAgents.Core.Repositories;
using static SlackAgents.Tests.GitHub.GitHubBench;

namespace SlackAgents.Tests.GitHub;

internal sealed class InstallationTokensTests
{
    private const string Mint = "POST /app/installations/77/access_tokens";

    [TestCase(TokenPurpose.Fetch, """{"repositories":["widgets"],"permissions":{"contents":"read"}}""")]
    [TestCase(TokenPurpose.Push, """{"repositories":["widgets"],"permissions":{"contents":"write"}}""")]
    [TestCase(TokenPurpose.PullRequest, """{"repositories":["widgets"],"permissions":{"pull_requests":"write"}}""")]
    public async Task A_token_is_for_one_repository_and_one_purpose(TokenPurpose purpose, string body)
    {
        await using var bench = new GitHubBench().Minting();

        await using var token = await bench.Repositories.MintTokenAsync(Widgets, purpose, CancellationToken.None);

        var call = bench.GitHub.CallsOf(Mint).Single();
        Assert.Multiple(() =>
        {
            Assert.That(token.Value, Is.EqualTo(Token));
            Assert.That(call.Body, Is.EqualTo(body));
            Assert.That(call.Headers, Does.Contain("X-GitHub-Api-Version: 2022-11-28").And.Contain("application/vnd.github+json").And.Contain("User-Agent: SlackAgents"));
        });
    }

    [Test]
    public async Task Disposing_revokes_with_the_token_itself_and_once()
    {
        await using var bench = new GitHubBench().Minting();
        var token = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);

        await token.DisposeAsync();
        await token.DisposeAsync();

        Assert.That(bench.GitHub.CallsOf("DELETE /installation/token").Single().Authorization, Is.EqualTo("Bearer " + Token));
    }

    [Test]
    public async Task A_revocation_that_fails_is_tried_again_and_then_logged()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On("DELETE /installation/token", 502);
        bench.GitHub.On("DELETE /installation/token", 502);
        var token = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);
        await token.DisposeAsync();
        var again = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);

        await again.DisposeAsync();

        Assert.That(bench.GitHub.CallsOf("DELETE /installation/token").Count(), Is.GreaterThan(2));
        Assert.That(bench.Log.Lines, Has.Some.Contains("could not be revoked and expires by itself"));
    }

    [Test]
    public async Task The_installation_is_looked_up_once_and_again_when_it_is_gone()
    {
        await using var bench = new GitHubBench().Minting();
        await using var first = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);
        await using var second = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);
        var before = bench.GitHub.CallsOf("GET /repos/acme/widgets/installation").Count();
        bench.GitHub.On(Mint, 404, """{"message":"Not Found"}""");
        bench.GitHub.On(Mint, 201, $$"""{"token":"{{Token}}","expires_at":"2026-06-01T13:00:00Z"}""");
        await using var third = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);

        await using var fourth = await bench.Repositories.MintTokenAsync(Widgets, TokenPurpose.Fetch, CancellationToken.None);

        Assert.That(before, Is.EqualTo(1));
        Assert.That(bench.GitHub.CallsOf("GET /repos/acme/widgets/installation").Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_fresh_token_that_is_not_known_everywhere_is_tried_for_five_seconds()
    {
        await using var bench = new GitHubBench().Minting();
        for (var i = 0; i < 3; i++)
        {
            bench.GitHub.On("GET /repos/acme/widgets", 401, """{"message":"Bad credentials"}""");
        }

        bench.GitHub.On("GET /repos/acme/widgets", 200, """{"full_name":"acme/widgets","default_branch":"trunk","private":true}""");

        var info = await bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None);

        Assert.That(info.DefaultBranch, Is.EqualTo("trunk"));
        Assert.That(bench.Time.Waits, Is.EqualTo(Enumerable.Repeat(TimeSpan.FromSeconds(1), 3)));
    }

    [Test]
    public async Task A_token_that_stays_unknown_is_given_up_after_five_seconds()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On("GET /repos/acme/widgets", 401, """{"message":"Bad credentials"}""");

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.NotAllowed));
        Assert.That(bench.Time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(exception.ToString(), Does.Not.Contain(Token));
    }
}
