using Microsoft.Extensions.Options;
using SlackAgents.GitHub;

namespace SlackAgents.Tests.GitHub;

internal sealed class GitHubChecksTests
{
    private const string Installations = "GET /app/installations?per_page=100&page=1";

    [Test]
    public async Task A_complete_installation_has_no_problem()
    {
        await using var bench = new GitHubBench();
        bench.GitHub.On(Installations, 200, """[{"id":1,"account":{"login":"acme"},"repository_selection":"all","permissions":{"contents":"write","metadata":"read","pull_requests":"write"}}]""");

        Assert.That(await bench.Repositories.CheckAsync(CancellationToken.None), Is.Empty);
        Assert.That(bench.Log.Lines, Has.Some.Contains("installed on acme (all repositories)"));
    }

    [Test]
    public async Task Each_problem_has_its_sentence_and_page()
    {
        await using var bench = new GitHubBench();
        bench.GitHub.On(Installations, 200, """
            [{"id":1,"account":{"login":"acme"},"permissions":{"contents":"read","metadata":"read"},"html_url":"https://github.com/organizations/acme/settings/installations/1"},
             {"id":2,"account":{"login":"initech"},"suspended_at":"2026-01-01T00:00:00Z"}]
            """);

        var problems = await bench.Repositories.CheckAsync(CancellationToken.None);

        Assert.That(problems, Is.EqualTo(new[]
        {
            "The installation on acme has not accepted contents:write, pull_requests:write. Its owner can accept the new permissions at https://github.com/organizations/acme/settings/installations/1.",
            "The installation on initech is suspended. Its owner can unsuspend it.",
        }));
    }

    [Test]
    public async Task A_key_of_another_app_is_named_as_such()
    {
        await using var bench = new GitHubBench("https://ghe.example/api/v3");
        bench.GitHub.On("GET /api/v3/app", 401, """{"message":"A JSON web token could not be decoded"}""");

        Assert.That((await bench.Repositories.CheckAsync(CancellationToken.None)).Single(), Does.Contain("belong to the same App"));
    }

    [Test]
    public async Task Without_a_bot_user_the_address_is_stable_all_the_same()
    {
        await using var bench = new GitHubBench();
        bench.GitHub.On("GET /users/agents%5Bbot%5D", 404, """{"message":"Not Found"}""");

        var identity = await bench.Repositories.GetBotIdentityAsync(CancellationToken.None);

        Assert.That(identity.Email, Is.EqualTo("agents[bot]@users.noreply.github.com"));
    }

    [Test]
    public void All_mistakes_of_the_options_are_said_at_once_and_no_key_is_repeated()
    {
        var options = new GitHubOptions { ApiUrl = "ftp://x", GitUrl = "http://github.com", AppId = "", PrivateKey = "-----BEGIN secret-part-----", ApiVersion = "new" };

        var result = new GitHubOptionsValidator().Validate(null, options);

        Assert.That(result.Failures, Has.Exactly(5).Items);
        foreach (var key in new[] { "GitHub:ApiUrl", "GitHub:GitUrl", "GitHub:AppId", "GitHub:PrivateKey", "GitHub:ApiVersion" })
        {
            Assert.That(result.Failures, Has.Some.StartsWith(key));
        }

        Assert.That(result.FailureMessage, Does.Not.Contain("secret-part"));
    }

    [TestCase("", "", "is missing"), TestCase("/no/such/file", "", "cannot be read"), TestCase("/x", "y", "both set")]
    public void A_key_that_cannot_be_used_says_what_to_do(string path, string text, string part)
    {
        var result = new GitHubOptionsValidator().Validate(null, new GitHubOptions { AppId = "1", PrivateKeyPath = path, PrivateKey = text });

        Assert.That(result.FailureMessage, Does.Contain(part));
    }

    [Test]
    public void A_key_in_one_line_and_a_public_key_are_told_apart()
    {
        ValidateOptionsResult Check(string pem) => new GitHubOptionsValidator().Validate(null, new GitHubOptions { AppId = "Iv1abc", PrivateKey = pem });

        Assert.That(Check(GitHubBench.Pem.ReplaceLineEndings("\\n")).Succeeded, Is.True);
        Assert.That(Check(GitHubBench.PublicKey.ExportRSAPublicKeyPem()).FailureMessage, Does.Contain("no RSA private key"));
    }
}
