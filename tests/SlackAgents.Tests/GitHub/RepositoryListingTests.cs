using SlackAgents.Core.Repositories;
using static SlackAgents.Tests.GitHub.GitHubBench;

namespace SlackAgents.Tests.GitHub;

internal sealed class RepositoryListingTests
{
    private const string Installations = "GET /app/installations?per_page=100&page=1";

    [Test]
    public async Task Every_installation_is_asked_and_what_cannot_be_pushed_to_is_left_out()
    {
        await using var bench = Bench("""[{"id":77},{"id":78}]""");
        bench.GitHub.On("POST /app/installations/78/access_tokens", 201, $$"""{"token":"{{Token}}","expires_at":"2026-06-01T13:00:00Z"}""");
        bench.GitHub.On(Page(1), 200, Repositories(Json("acme/widgets"), Json("acme/old", archived: true), Json("acme/off", disabled: true)));
        bench.GitHub.On(Page(1), 200, Repositories(Json("beta/tools")));

        var listing = await bench.Repositories.ListRepositoriesAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(listing.Repositories.Select(one => $"{one.Name} {one.DefaultBranch}"), Is.EqualTo(new[] { "acme/widgets main", "beta/tools main" }));
            Assert.That(listing.InstallUrl, Is.EqualTo(new Uri("https://github.com/apps/agents/installations/new")));
        });
    }

    [Test]
    public async Task The_token_for_it_reads_names_alone_and_is_revoked()
    {
        await using var bench = Bench("""[{"id":77}]""");
        bench.GitHub.On(Page(1), 200, Repositories());

        await bench.Repositories.ListRepositoriesAsync(CancellationToken.None);
        await bench.Get<TokenRevocations>().DrainAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(bench.GitHub.CallsOf("POST /app/installations/77/access_tokens").Single().Body, Is.EqualTo("""{"permissions":{"metadata":"read"}}"""));
            Assert.That(bench.GitHub.CallsOf("DELETE /installation/token").Single().Authorization, Is.EqualTo("Bearer " + Token));
        });
    }

    [Test]
    public async Task Pages_are_read_until_one_is_not_full()
    {
        await using var bench = Bench("""[{"id":77}]""");
        bench.GitHub.On(Page(1), 200, Repositories([.. Enumerable.Range(0, 100).Select(number => Json($"acme/r{number}"))]));
        bench.GitHub.On(Page(2), 200, Repositories(Json("acme/last")));

        var listing = await bench.Repositories.ListRepositoriesAsync(CancellationToken.None);

        Assert.That(listing.Repositories, Has.Count.EqualTo(101));
    }

    [Test]
    public async Task An_installation_that_does_not_let_us_in_hides_no_other()
    {
        await using var bench = Bench("""[{"id":76,"suspended_at":"2026-01-01T00:00:00Z"},{"id":78},{"id":77}]""");
        bench.GitHub.On("POST /app/installations/78/access_tokens", 403, """{"message":"This installation has been suspended"}""");
        bench.GitHub.On(Page(1), 200, Repositories(Json("acme/widgets")));

        var listing = await bench.Repositories.ListRepositoriesAsync(CancellationToken.None);

        Assert.That(listing.Repositories.Select(one => one.Name.ToString()), Is.EqualTo(new[] { "acme/widgets" }));
    }

    [TestCase(503, RepositoryFailure.Unavailable)]
    [TestCase(0, RepositoryFailure.Unavailable)]
    [TestCase(429, RepositoryFailure.RateLimited)]
    public async Task An_outage_is_no_short_list(int status, RepositoryFailure failure)
    {
        await using var bench = Bench("""[{"id":77}]""");
        bench.GitHub.On(Page(1), status, """{"message":"no"}""");

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Repositories.ListRepositoriesAsync(CancellationToken.None));

        Assert.That(exception!.Failure, Is.EqualTo(failure));
    }

    private static GitHubBench Bench(string installations)
    {
        var bench = new GitHubBench().Minting();
        bench.GitHub.On(Installations, 200, installations);
        return bench;
    }

    private static string Page(int page) => $"GET /installation/repositories?per_page=100&page={page}";

    private static string Repositories(params string[] repositories) => $$"""{"total_count":{{repositories.Length}},"repositories":[{{string.Join(',', repositories)}}]}""";

    private static string Json(string name, bool archived = false, bool disabled = false) =>
        $$"""{"full_name":"{{name}}","default_branch":"main","private":true,"archived":{{(archived ? "true" : "false")}},"disabled":{{(disabled ? "true" : "false")}}}""";
}
