using System.Net.Http.Headers;
using System.Text;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Git;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>The real git against the site's smart HTTP.</summary>
[TestFixture]
internal sealed class GitOverHttpTests : PlaygroundFixture
{
    private static readonly Dictionary<string, string> ReadContents = new(StringComparer.Ordinal) { ["contents"] = "read", ["metadata"] = "read" };
    private static readonly Dictionary<string, string> WriteContents = new(StringComparer.Ordinal) { ["contents"] = "write", ["metadata"] = "read" };
    private static readonly Dictionary<string, string> WriteWorkflows = new(StringComparer.Ordinal) { ["contents"] = "write", ["workflows"] = "write", ["metadata"] = "read" };

    private string Work => Path.Combine(Folder, "work");

    [Test]
    public async Task A_read_token_clones_its_repository_with_and_without_the_suffix()
    {
        var token = Mint("acme/widgets", ReadContents);

        var clone = await GitAsync(token, "clone", "--quiet", Url("acme/widgets.git"), Work);
        var listed = await GitAsync(token, "-c", "protocol.version=2", "ls-remote", Url("acme/widgets"));
        var partial = await GitAsync(token, "clone", "--quiet", "--depth", "1", "--filter=blob:none", Url("acme/widgets.git"), Path.Combine(Folder, "partial"));

        Assert.Multiple(() =>
        {
            Assert.That(clone.Succeeded, Is.True, clone.Error);
            Assert.That(File.ReadAllText(Path.Combine(Work, "README.md")), Does.Contain("Teh widget library"));
            Assert.That(listed.Output, Does.Contain("refs/heads/main"), listed.Error);
            Assert.That(partial.Succeeded, Is.True, partial.Error);
        });
    }

    [Test]
    public async Task Without_a_good_token_nothing_can_be_cloned()
    {
        var expired = Mint("acme/widgets", ReadContents);
        Server.GitHub.State.Tokens.Revoke(expired);
        var other = Mint("acme/gadgets", ReadContents);

        var anonymous = await GitAsync(null, "clone", Url("acme/widgets.git"), Work);
        var revoked = await GitAsync(expired, "clone", Url("acme/widgets.git"), Work);
        var outside = await GitAsync(other, "clone", Url("acme/widgets.git"), Work);
        var uninstalled = await GitAsync(Mint(null, ReadContents), "clone", Url("acme/uninstalled.git"), Work);

        Assert.Multiple(() =>
        {
            Assert.That(anonymous.Error, Does.Contain("could not read Username"));
            Assert.That(revoked.Error, Does.Contain("Authentication failed").Or.Contain("could not read Username"));
            Assert.That(outside.Error, Does.Contain("not found"));
            Assert.That(uninstalled.Error, Does.Contain("not found"));
        });
    }

    [Test]
    public async Task A_write_token_pushes_a_branch_and_the_push_is_on_record()
    {
        var token = await CloneAndCommitAsync(WriteContents, "README.md", "# Widgets\n");

        var push = await GitAsync(token, "-C", Work, "push", "--quiet", "origin", "HEAD:refs/heads/agent/r1-x");

        var record = Server.GitHub.Pushes.Single();
        var sha = await Server.GitHub.ShaAsync("acme/widgets", "agent/r1-x", CancellationToken.None);
        var file = await Server.GitHub.FileAsync("acme/widgets", "agent/r1-x", "README.md", CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(push.Succeeded, Is.True, push.Error);
            Assert.That((record.Ref, record.OldSha, record.NewSha), Is.EqualTo(("refs/heads/agent/r1-x", (string?)null, sha)));
            Assert.That(record.Token, Is.EqualTo(token.Token));
            Assert.That(file, Is.EqualTo("# Widgets\n"));
        });
    }

    [Test]
    public async Task A_read_token_cannot_push()
    {
        var token = await CloneAndCommitAsync(ReadContents, "README.md", "# Widgets\n");

        var push = await GitAsync(token, "-C", Work, "push", "origin", "HEAD:refs/heads/agent/r1-x");

        Assert.Multiple(() =>
        {
            Assert.That(push.Error, Does.Contain("403"));
            Assert.That(Server.GitHub.Pushes, Is.Empty);
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_workflow_file_needs_a_permission_of_its_own(bool hasPermission)
    {
        var token = await CloneAndCommitAsync(hasPermission ? WriteWorkflows : WriteContents, ".github/workflows/extra.yml", "on: push\n");

        var push = await GitAsync(token, "-C", Work, "push", "origin", "HEAD:refs/heads/agent/r1-x");

        Assert.Multiple(() =>
        {
            Assert.That(push.Succeeded, Is.EqualTo(hasPermission), push.Error);
            Assert.That(
                push.Error.Contains("refusing to allow a GitHub App to create or update workflow `.github/workflows/extra.yml` without `workflows` permission", StringComparison.Ordinal),
                Is.EqualTo(!hasPermission));
        });
    }

    [Test]
    public async Task A_push_to_a_protected_branch_and_a_foreign_history_are_refused()
    {
        Server.GitHub.Configure("acme/widgets", seed => seed with { ProtectedBranches = ["main"] });
        var token = await CloneAndCommitAsync(WriteContents, "README.md", "# Widgets\n");
        await GitAsync(token, "-C", Work, "push", "--quiet", "origin", "HEAD:refs/heads/agent/r1-x");
        await Server.GitHub.CommitAsync("acme/widgets", "agent/r1-x", "more.txt", "more\n", "Somebody else's commit", CancellationToken.None);
        await GitAsync(token, "-C", Work, "commit", "--quiet", "--allow-empty", "-m", "Mine");

        var toProtected = await GitAsync(token, "-C", Work, "push", "origin", "HEAD:refs/heads/main");
        var overForeign = await GitAsync(token, "-C", Work, "push", "origin", "HEAD:refs/heads/agent/r1-x");

        Assert.Multiple(() =>
        {
            Assert.That(toProtected.Error, Does.Contain("GH006: Protected branch update failed for refs/heads/main."));
            Assert.That(overForeign.Error, Does.Contain("rejected"));
        });
    }

    [Test]
    public async Task A_large_push_in_chunks_arrives_whole()
    {
        var token = await CloneAndCommitAsync(WriteContents, "big.txt", string.Concat(Enumerable.Range(0, 400_000).Select(index => $"{index * 7919 % 1_000_003}\n")));

        var push = await GitAsync(token, "-C", Work, "-c", "http.postBuffer=65536", "push", "--quiet", "origin", "HEAD:refs/heads/agent/r1-big");

        Assert.That(push.Succeeded, Is.True, push.Error);
    }

    [Test]
    public async Task A_fresh_token_is_not_known_everywhere_at_once()
    {
        Server.GitHub.TokenReplicationDelay = TimeSpan.FromHours(1);
        var token = Mint("acme/widgets", ReadContents);

        using var client = new HttpClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("tests");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        using var early = await client.GetAsync(new Uri($"{Server.GitHubApiUrl}/repos/acme/widgets"));
        Server.GitHub.TokenReplicationDelay = TimeSpan.Zero;
        using var later = await client.GetAsync(new Uri($"{Server.GitHubApiUrl}/repos/acme/widgets"));

        Assert.That(((int)early.StatusCode, (int)later.StatusCode), Is.EqualTo((401, 200)));
    }

    private MintedToken Mint(string? repository, Dictionary<string, string> permissions) =>
        Server.GitHub.State.Tokens.Mint(repository is null ? null : [repository], permissions);

    private string Url(string repository) => $"{Server.GitHubGitUrl}/{repository}";

    private async Task<MintedToken> CloneAndCommitAsync(Dictionary<string, string> permissions, string file, string content)
    {
        var token = Mint("acme/widgets", permissions);
        var clone = await GitAsync(token, "clone", "--quiet", Url("acme/widgets.git"), Work);
        Assert.That(clone.Succeeded, Is.True, clone.Error);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Work, file))!);
        await File.WriteAllTextAsync(Path.Combine(Work, file), content);
        await GitAsync(token, "-C", Work, "add", "-A");
        await GitAsync(token, "-C", Work, "commit", "--quiet", "-m", "A change");
        return token;
    }

    private Task<GitResult> GitAsync(MintedToken? token, params string[] arguments)
    {
        var git = new GitCommand(Folder);
        if (token is null)
        {
            return git.TryAsync(Folder, arguments, CancellationToken.None);
        }

        var header = "http.extraHeader=Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token.Token}"));
        return git.TryAsync(Folder, ["-c", header, .. arguments], CancellationToken.None);
    }
}
