using SlackAgents.Core.Repositories;
using static SlackAgents.Tests.GitHub.GitHubBench;

namespace SlackAgents.Tests.GitHub;

internal sealed class GitHubFailuresTests
{
    private const string Repository = "GET /repos/acme/widgets";

    [TestCase(403, """{"message":"Resource not accessible by integration"}""", "X-Accepted-GitHub-Permissions", "contents=write", RepositoryFailure.NotAllowed, "lacks the permission contents:write on acme/widgets")]
    [TestCase(403, """{"message":"API rate limit exceeded"}""", "Retry-After", "1800", RepositoryFailure.RateLimited, "in 30 minutes")]
    [TestCase(429, """{"message":"slow down"}""", "X-Other", "", RepositoryFailure.RateLimited, "in 60 seconds")]
    [TestCase(403, """{"message":"You have exceeded a secondary rate limit."}""", "X-Other", "", RepositoryFailure.RateLimited, "in 60 seconds")]
    [TestCase(403, """{"message":"This installation has been suspended"}""", "X-Other", "", RepositoryFailure.NotAllowed, "is suspended")]
    [TestCase(403, """{"message":"Repository was archived so is read-only."}""", "X-Other", "", RepositoryFailure.ReadOnly, "is archived")]
    [TestCase(404, """{"message":"Not Found"}""", "X-Other", "", RepositoryFailure.NotInstalled, "https://github.com/apps/agents/installations/new")]
    [TestCase(451, """{"message":"Unavailable"}""", "X-Other", "", RepositoryFailure.ReadOnly, "disabled")]
    [TestCase(502, "<html>bad gateway</html>", "X-Other", "", RepositoryFailure.Unavailable, "outage")]
    [TestCase(0, "", "X-Other", "", RepositoryFailure.Unavailable, "cannot be reached")]
    [TestCase(200, "<html>captive portal</html>", "X-Other", "", RepositoryFailure.Unavailable, "cannot be reached")]
    public async Task Each_answer_has_its_meaning(int status, string body, string header, string value, RepositoryFailure failure, string part)
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Repository, status, body, (header, value));

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None))!;

        Assert.That(exception.Failure, Is.EqualTo(failure));
        Assert.That(exception.Message, Does.Contain(part));
    }

    [Test]
    public async Task The_hourly_limit_is_told_with_the_time_of_its_reset()
    {
        await using var bench = new GitHubBench().Minting();
        var reset = bench.Time.GetUtcNow().AddMinutes(12).ToUnixTimeSeconds();
        bench.GitHub.On(Repository, 403, """{"message":"API rate limit exceeded"}""", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", $"{reset}"));

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None))!;

        Assert.That(exception.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(12)));
    }

    [Test]
    public async Task A_short_wait_is_made_inside()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Repository, 403, """{"message":"You have exceeded a secondary rate limit."}""", ("Retry-After", "7"));
        bench.GitHub.On(Repository, 200, """{"full_name":"acme/widgets","default_branch":"main"}""");

        await bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None);

        Assert.That(bench.Time.Waits, Has.Member(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task An_outage_in_between_is_overcome()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Repository, 502).On(Repository, 0).On(Repository, 200, """{"full_name":"acme/widgets","default_branch":"main"}""");

        var info = await bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None);

        Assert.That(info.DefaultBranch, Is.EqualTo("main"));
    }

    [Test]
    public async Task A_renamed_repository_is_followed_on_the_same_server_only()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Repository, 301, "{}", ("Location", "https://api.github.com/repositories/9"));
        bench.GitHub.On("GET /repositories/9", 200, """{"full_name":"acme/gizmos","default_branch":"main"}""");
        var info = await bench.Repositories.GetRepositoryAsync(Widgets, CancellationToken.None);
        bench.GitHub.On("GET /repos/acme/evil/installation", 200, """{"id":77}""");
        bench.GitHub.On("GET /repos/acme/evil", 301, "{}", ("Location", "https://elsewhere.example/steal"));

        var evil = Assert.ThrowsAsync<RepositoryException>(() => bench.Repositories.GetRepositoryAsync(Core.Ids.RepositoryName.Parse("acme/evil"), CancellationToken.None));

        Assert.That(info.Name.ToString(), Is.EqualTo("acme/gizmos"));
        Assert.That(evil, Is.Not.Null);
        Assert.That(bench.GitHub.Calls.Select(call => call.Address.Host), Is.All.EqualTo("api.github.com"));
    }

    [TestCase("https://ghe.example/api/v3", "https://ghe.example"), TestCase("https://ghe.example/api/v3/", "https://ghe.example/")]
    public async Task Bases_may_have_a_path_and_may_end_with_a_slash(string api, string git)
    {
        await using var bench = new GitHubBench(api, git);
        bench.GitHub.On("GET /api/v3/app", 200, """{"id":1,"slug":"agents"}""").On("GET /api/v3/users/agents%5Bbot%5D", 200, """{"id":5,"login":"agents[bot]"}""");

        var identity = await bench.Repositories.GetBotIdentityAsync(CancellationToken.None);

        Assert.That(identity.Email, Is.EqualTo("5+agents[bot]@users.noreply.ghe.example"));
        Assert.That(bench.Repositories.GetCloneUrl(Widgets).AbsoluteUri, Is.EqualTo("https://ghe.example/acme/widgets.git"));
    }
}
