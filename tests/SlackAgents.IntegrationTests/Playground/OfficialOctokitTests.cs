using System.Text.Json.Nodes;
using SlackAgents.Testing.Clients;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class OfficialOctokitTests : PlaygroundFixture
{
    [Test]
    public async Task The_official_clients_mint_a_narrow_token_and_open_a_pull_request()
    {
        await Server.GitHub.CommitAsync("acme/widgets", "agent/r1-typo", "README.md", "# Widgets\n", "Correct the README", CancellationToken.None);

        var results = await RunAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Status(results, "app"), Is.EqualTo(200), results["app"]!.ToJsonString());
            Assert.That(Status(results, "installation"), Is.EqualTo(200));
            Assert.That(results["token"]!["length"]!.GetValue<int>(), Is.GreaterThan(500));
            Assert.That(results["token"]!["dots"]!.GetValue<int>(), Is.EqualTo(2));
            foreach (var name in (string[])["repository", "branch", "ref", "compare", "find", "edit", "label", "bot", "checks"])
            {
                Assert.That(Status(results, name), Is.EqualTo(200), $"{name}: {results[name]!.ToJsonString()}");
            }

            Assert.That(Status(results, "create"), Is.EqualTo(201), results["create"]!.ToJsonString());
            Assert.That(Status(results, "comment"), Is.EqualTo(201));
            Assert.That(results["find"]!["data"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(results["bot"]!["data"]!["id"]!.GetValue<long>(), Is.Not.EqualTo(Server.GitHubAppId));
            var pull = Server.GitHub.PullRequests.Single();
            Assert.That(pull.Title, Is.EqualTo("Correct the README at once"));
            Assert.That(pull.IsDraft, Is.True);
            Assert.That(pull.Labels, Is.EqualTo(new[] { "agent" }));
        });
    }

    [Test]
    public async Task The_official_clients_meet_the_refusals_of_the_real_site()
    {
        await Server.GitHub.CommitAsync("acme/widgets", "agent/r1-typo", "README.md", "# Widgets\n", "Correct the README", CancellationToken.None);

        var results = await RunAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Status(results, "notInstalled"), Is.EqualTo(404));
            Assert.That(Status(results, "misspelt"), Is.EqualTo(422), "a misspelt permission");
            Assert.That(Status(results, "badLevel"), Is.EqualTo(422), "a misspelt level");
            Assert.That(Status(results, "tooMuch"), Is.EqualTo(422), "more than the installation holds");
            Assert.That(Status(results, "otherRepo"), Is.EqualTo(422), "a repository without the app");
            Assert.That(Status(results, "outside"), Is.EqualTo(404), "a repository outside the token");
            Assert.That(results["noCommits"]!["body"]!["errors"]![0]!["message"]!.GetValue<string>(), Is.EqualTo("No commits between main and main"));
            Assert.That(results["noBranch"]!["body"]!["errors"]![0]!["field"]!.GetValue<string>(), Is.EqualTo("head"));
            Assert.That(results["again"]!["body"]!["errors"]![0]!["message"]!.GetValue<string>(), Is.EqualTo("A pull request already exists for acme:agent/r1-typo."));
            Assert.That(Status(results, "forbidden"), Is.EqualTo(403));
            Assert.That(results["forbidden"]!["accepted"]!.GetValue<string>(), Is.EqualTo("pull_requests=write"));
            Assert.That(Status(results, "revoke"), Is.EqualTo(204));
            Assert.That(Status(results, "revoked"), Is.EqualTo(401));
            Assert.That(Server.GitHub.Tokens.Count(token => token.RevokedAt is not null), Is.EqualTo(1));
        });
    }

    private async Task<JsonObject> RunAsync()
    {
        var key = Path.Combine(Folder, "app.pem");
        await File.WriteAllTextAsync(key, Server.GitHubPrivateKeyPem);
        return await NodeClient.RunAsync(
            "github.mjs", Server.GitHubApiUrl, $"{Server.GitHubAppId}", key, $"{Server.GitHub.State.Settings.InstallationId}", "acme", "widgets", "agent/r1-typo");
    }

    private static int Status(JsonObject results, string name) => results[name]!["status"]!.GetValue<int>();
}
