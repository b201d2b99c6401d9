using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using static SlackAgents.IntegrationTests.Repositories.RepositoryBench;

namespace SlackAgents.IntegrationTests.Repositories;

internal sealed class BranchDiffReaderTests
{
    private static readonly RunId Run = RunId.Parse("0123456789");
    private static readonly string Secret = "gh" + "p_aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3";

    [Test, CancelAfter(60_000)]
    public async Task An_ordinary_branch_is_read_and_admitted(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var diff = await ReadAsync(bench, () =>
        {
            bench.Commit("README.md", "hello\nworld\n");
            bench.Commit("odd \"name\"\t\u00fc\n.txt", "a\nb\n");
            File.WriteAllBytes(Path.Combine(bench.Desk, "image.bin"), [0, 1, 2, 0]);
            bench.Commit("x/y/z", "1\n");
        }, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(diff.DescendsFromBase, Is.True);
            Assert.That(diff.Commits, Is.EqualTo(3));
            Assert.That((diff.Additions, diff.Deletions), Is.EqualTo((4, 0)));
            Assert.That(diff.Files.Select(file => (file.Path, file.Change)), Is.EquivalentTo(new[]
            {
                ("README.md", BranchDiffChange.Modified), ("odd \"name\"\t\u00fc\n.txt", BranchDiffChange.Added), ("image.bin", BranchDiffChange.Added), ("x/y/z", BranchDiffChange.Added),
            }));
            Assert.That(diff.Files.Single(file => file.Path == "image.bin").IsBinary, Is.True);
            Assert.That(Verdict(diff).Reasons, Is.Empty);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task What_a_later_commit_takes_back_is_seen_all_the_same(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var diff = await ReadAsync(bench, () =>
        {
            bench.Commit("config.txt", $"one\ntoken = {Secret}\n");
            bench.Commit(".github/workflows/evil.yml", "on: push\n");
            bench.Commit("big", new string('x', 6 << 20));
            bench.Run(bench.Desk, "rm", "-r", "--quiet", "config.txt", ".github", "big");
            bench.Commit("left", "x\n");
        }, cancellationToken);

        var reasons = Verdict(diff).Reasons;

        Assert.Multiple(() =>
        {
            Assert.That(reasons, Has.Exactly(3).Items);
            Assert.That(reasons, Has.Some.Contains("config.txt:2 (GitHub token)"));
            Assert.That(reasons, Has.Some.Contains(".github/workflows/evil.yml"));
            Assert.That(reasons, Has.Some.Contains("big has 6 MB"));
            Assert.That(reasons, Has.None.Contains(Secret));
            Assert.That(diff.Files.Where(file => file.Change is not BranchDiffChange.OnlyInHistory).Select(file => file.Path), Is.EqualTo(new[] { "left" }));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Secrets_hide_neither_behind_a_zero_byte_nor_in_a_message_nor_behind_a_false_header(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var diff = await ReadAsync(bench, () =>
        {
            bench.Commit("binary", $"\0\0\n{Secret}\n");
            bench.Commit("patch", $"++ b/harmless\n@@ -0,0 +1 @@\n{Secret}\n");
            File.WriteAllText(Path.Combine(bench.Desk, "m"), "m");
            bench.Run(bench.Desk, "add", "m");
            bench.Run(bench.Desk, "commit", "--quiet", "-m", $"Subject\n\n{Secret}");
        }, cancellationToken);

        Assert.That(diff.Secrets.Select(secret => $"{secret.Path}:{secret.Line}"), Is.EquivalentTo(new[] { "binary:2", "patch:3", "commit message:3" }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Links_and_submodules_are_seen_for_what_they_are(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var diff = await ReadAsync(bench, () =>
        {
            File.CreateSymbolicLink(Path.Combine(bench.Desk, "out"), "../../etc/passwd");
            File.CreateSymbolicLink(Path.Combine(bench.Desk, "in"), "README.md");
            bench.Run(bench.Desk, "update-index", "--add", "--cacheinfo", "160000," + new string('a', 40) + ",sub");
            bench.Run(bench.Desk, "add", "out", "in");
            bench.Run(bench.Desk, "commit", "--quiet", "-m", "Link");
        }, cancellationToken);

        var reasons = Verdict(diff).Reasons;

        Assert.That(reasons, Has.Exactly(2).Items);
        Assert.That(reasons, Has.Some.Contains("lead out of the repository: out."));
        Assert.That(reasons, Has.Some.Contains("Submodules may not be changed: sub."));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_branch_from_nowhere_does_not_build_on_its_base(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var diff = await ReadAsync(bench, () =>
        {
            bench.Run(bench.Desk, "checkout", "--quiet", "--orphan", "island");
            bench.Commit("new", "x");
        }, cancellationToken);

        Assert.That(diff.DescendsFromBase, Is.False);
        Assert.That(Verdict(diff).Allowed, Is.False);
    }

    [Test, CancelAfter(60_000)]
    public async Task Nothing_is_nothing(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();

        var diff = await ReadAsync(bench, () => bench.Run(bench.Desk, "commit", "--quiet", "--allow-empty", "-m", "Empty"), cancellationToken);

        Assert.That(diff.IsEmpty, Is.True);
        Assert.That(diff.Commits, Is.EqualTo(1));
    }

    private static async Task<BranchDiff> ReadAsync(RepositoryBench bench, Action work, CancellationToken cancellationToken)
    {
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        var path = await bench.Quarantines.OpenAsync(Run, snapshot, cancellationToken);
        var branch = AgentBranch.For(Run, "work");
        work();
        bench.Run(bench.Desk, "push", "--quiet", path, $"HEAD:refs/heads/{branch}");
        var head = await bench.Quarantines.ReadBranchAsync(path, branch, cancellationToken);
        return await new BranchDiffReader(bench.Git, Options.Create(new PublishingOptions())).ReadAsync(path, snapshot.BaseSha, head!, cancellationToken);
    }

    private static PushPolicyVerdict Verdict(BranchDiff diff) => new PushPolicy(Options.Create(new PublishingOptions())).Evaluate(diff);
}
