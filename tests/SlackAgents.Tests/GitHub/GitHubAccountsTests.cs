using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Tests.GitHub;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GitHubAccountsTests
{
    private const string Permission = "GET /repos/acme/widgets/collaborators/octocat/permission";
    private const string Exchange = "POST /login/oauth/access_token";

    private static readonly GitHubAccount Octocat = new(583231, "octocat");
    private static readonly Uri Callback = new("https://agents.test/github/callback");
    private static readonly string UserToken = "gh" + "u_" + new string('b', 36);

    private readonly GitHubBench _bench = new GitHubBench().Minting();

    [TearDown]
    public async Task TearDownAsync() => await _bench.DisposeAsync();

    [TestCase("admin", "admin", RepositoryRight.Admin)]
    [TestCase("write", "maintain", RepositoryRight.Admin)]
    [TestCase("write", "write", RepositoryRight.Write)]
    [TestCase("write", "release engineer", RepositoryRight.Write)]
    [TestCase("read", "triage", RepositoryRight.Read)]
    [TestCase("none", "none", RepositoryRight.None)]
    [TestCase("owner", "owner", RepositoryRight.None)]
    public async Task What_an_account_may_do_is_what_GitHub_says(string permission, string role, RepositoryRight right)
    {
        _bench.GitHub.On(Permission, 200, Answer(permission, role));

        Assert.That(await FindAsync(), Is.EqualTo(right));
        Assert.That(_bench.GitHub.CallsOf("POST /app/installations/77/access_tokens").Single().Body, Does.Contain("\"metadata\":\"read\"").And.Not.Contain("contents"));
    }

    [Test]
    public async Task Access_that_was_taken_away_is_gone_after_five_minutes()
    {
        _bench.GitHub.On(Permission, 200, Answer("write", "write")).On(Permission, 200, Answer("none", "none"));

        var (before, remembered) = (await FindAsync(), await FindAsync());
        await using var moved = _bench.Time.CreateTimer(_ => { }, null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);

        Assert.That((before, remembered, await FindAsync()), Is.EqualTo((RepositoryRight.Write, RepositoryRight.Write, RepositoryRight.None)));
    }

    [Test]
    public async Task A_name_that_somebody_else_took_over_is_not_the_account()
    {
        _bench.GitHub.On(Permission, 200, Answer("admin", "admin", id: 1)).On("GET /user/583231", 200, """{"id":583231,"login":"mona"}""")
            .On("GET /repos/acme/widgets/collaborators/mona/permission", 200, Answer("read", "read"));

        Assert.That(await FindAsync(), Is.EqualTo(RepositoryRight.Read));
    }

    [Test]
    public async Task A_repository_that_the_App_cannot_see_gives_nobody_a_right()
    {
        _bench.GitHub.On(Permission, 404, """{"message":"Not Found"}""").On("GET /user/583231", 404, """{"message":"Not Found"}""");

        Assert.That(await FindAsync(), Is.EqualTo(RepositoryRight.None));
    }

    [Test]
    public void When_GitHub_does_not_answer_there_is_no_answer()
    {
        _bench.GitHub.On(Permission, 502, "");

        Assert.That(FindAsync, Throws.TypeOf<RepositoryException>().With.Property(nameof(RepositoryException.Failure)).EqualTo(RepositoryFailure.Unavailable));
    }

    [Test]
    public async Task A_code_says_who_signed_in_and_the_token_is_given_back()
    {
        _bench.GitHub.On(Exchange, 200, $$"""{"access_token":"{{UserToken}}","token_type":"bearer","scope":""}""")
            .On("GET /user", 200, """{"id":583231,"login":"octocat","type":"User"}""").On("DELETE /applications/Iv1/token", 204, "");

        var account = await SignIn.FinishAsync("code", Callback, CancellationToken.None);

        var (asked, revoked) = (_bench.GitHub.CallsOf(Exchange).Single(), _bench.GitHub.CallsOf("DELETE /applications/Iv1/token").Single());
        Assert.Multiple(() =>
        {
            Assert.That(account, Is.EqualTo(Octocat));
            Assert.That(asked.Address.Host, Is.EqualTo("github.com"));
            Assert.That(asked.Headers, Does.Contain("application/json"));
            Assert.That(asked.Body, Does.Contain("\"redirect_uri\":\"https://agents.test/github/callback\"").And.Contain("\"client_id\":\"Iv1\""));
            Assert.That(revoked.Authorization, Does.StartWith("Basic "));
            Assert.That(revoked.Body, Does.Contain(UserToken));
            Assert.That(_bench.Log.Lines, Has.None.Contains(UserToken));
        });
    }

    [Test]
    public async Task The_token_is_given_back_also_when_GitHub_does_not_say_whose_it_is()
    {
        _bench.GitHub.On(Exchange, 200, $$"""{"access_token":"{{UserToken}}"}""").On("GET /user", 403, """{"message":"no"}""").On("DELETE /applications/Iv1/token", 204, "");

        Assert.That(() => SignIn.FinishAsync("code", Callback, CancellationToken.None), Throws.TypeOf<GitHubSilentException>());
        Assert.That(_bench.GitHub.CallsOf("DELETE /applications/Iv1/token"), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_code_that_GitHub_does_not_take_is_nobodys()
    {
        _bench.GitHub.On(Exchange, 200, """{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired."}""");

        Assert.That(await SignIn.FinishAsync("code", Callback, CancellationToken.None), Is.Null);
    }

    [TestCase("incorrect_client_credentials", "GitHub:ClientSecret")]
    [TestCase("redirect_uri_mismatch", "callback address")]
    [TestCase("something_new", "did not say who you are")]
    public void What_an_operator_has_to_put_right_is_said(string error, string words)
    {
        _bench.GitHub.On(Exchange, 200, $$"""{"error":"{{error}}"}""");

        Assert.That(() => SignIn.FinishAsync("code", Callback, CancellationToken.None), Throws.TypeOf<GitHubSilentException>().With.Message.Contains(words));
    }

    [TestCase("https://github.com", "https://github.com/login/oauth/authorize?")]
    [TestCase("https://ghe.example.com", "https://ghe.example.com/login/oauth/authorize?")]
    public async Task People_sign_in_where_the_repositories_are(string gitUrl, string page)
    {
        await using var bench = new GitHubBench("https://api.github.com", gitUrl);

        Assert.That(bench.Get<IGitHubSignIn>().GetPage("a.b", Callback).AbsoluteUri, Does.StartWith(page).And.Contain("state=a.b").And.Contain("redirect_uri=https%3A%2F%2Fagents.test%2Fgithub%2Fcallback"));
    }

    private static string Answer(string permission, string role, long id = 583231) => $$$"""{"permission":"{{{permission}}}","role_name":"{{{role}}}","user":{"id":{{{id}}},"login":"octocat"}}""";

    private IGitHubSignIn SignIn => _bench.Get<IGitHubSignIn>();

    private Task<RepositoryRight> FindAsync() => _bench.Get<IRepositoryRights>().FindAsync(Octocat, GitHubBench.Widgets, CancellationToken.None);
}
