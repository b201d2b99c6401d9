using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using static SlackAgents.IntegrationTests.Repositories.RepositoryBench;

namespace SlackAgents.IntegrationTests.Repositories;

internal sealed class QuarantinePushTests
{
    private static readonly RunId Run = RunId.Parse("0123456789");
    private static readonly string Branch = AgentBranch.For(Run, "Fix it");

    [Test, CancelAfter(60_000)]
    public async Task What_was_pushed_reaches_the_host_once(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        var push = new BranchPush(Run, Widgets, path, Branch, sha, ExpectedRemoteSha: null);

        var first = await bench.Pusher.PushAsync(push, cancellationToken);
        var second = await bench.Pusher.PushAsync(push, cancellationToken);
        await bench.Revocations.DrainAsync(cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo(new PushResult(sha, AlreadyThere: false)));
            Assert.That(second, Is.EqualTo(new PushResult(sha, AlreadyThere: true)));
            Assert.That(bench.Run(bench.Upstream, "rev-parse", "refs/heads/" + Branch), Is.EqualTo(sha));
            Assert.That(bench.Run(bench.Upstream, "for-each-ref", "--format=%(refname)"), Is.EqualTo($"refs/heads/{Branch}\nrefs/heads/main"));
            Assert.That(bench.Host.Revoked, Is.EquivalentTo(bench.Host.Minted.Select(minted => minted.Token)));
            Assert.That(bench.Server.Leaks, Is.Empty);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task A_follow_up_builds_on_what_is_there(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        await bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, Branch, sha, null), cancellationToken);
        var next = bench.Commit("more", "x");
        bench.Run(bench.Desk, "push", "--quiet", path, $"HEAD:refs/heads/{Branch}");

        var result = await bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, Branch, next, sha), cancellationToken);

        Assert.That(result.AlreadyThere, Is.False);
        Assert.That(bench.Run(bench.Upstream, "rev-parse", Branch), Is.EqualTo(next));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_foreign_commit_is_never_overwritten(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        bench.Run(bench.Desk, "checkout", "--quiet", "main");
        var foreign = bench.Commit("theirs", "x");
        bench.Run(bench.Desk, "push", "--quiet", "origin", $"HEAD:refs/heads/{Branch}");

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, Branch, sha, null), cancellationToken))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.PushRejected));
        Assert.That(exception.Message, Does.Contain($"Somebody else pushed {foreign[..7]}"));
        Assert.That(bench.Run(bench.Upstream, "rev-parse", Branch), Is.EqualTo(foreign));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_rewritten_branch_is_refused_and_told_apart(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        await bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, Branch, sha, null), cancellationToken);
        bench.Run(bench.Desk, "commit", "--quiet", "--amend", "-m", "Another history");
        var rewritten = bench.Run(bench.Desk, "rev-parse", "HEAD");
        bench.Run(bench.Desk, "push", "--quiet", "--force", path, $"HEAD:refs/heads/{Branch}");

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, Branch, rewritten, sha), cancellationToken))!;

        Assert.That(exception.Message, Does.Contain("rewrote commits").And.Contain(sha[..7]));
        Assert.That(bench.Run(bench.Upstream, "rev-parse", Branch), Is.EqualTo(sha));
    }

    [TestCase("main"), TestCase("agent/0123456780-other"), TestCase("agent/0123456789-a:refs/heads/main"), TestCase("agent/0123456789-\n"), CancelAfter(60_000)]
    public async Task Another_branch_is_refused_before_a_token_is_minted(string branch, CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        var before = bench.Host.Minted.Count;

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, branch, sha, null), cancellationToken))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.PushRejected));
        Assert.That(bench.Host.Minted, Has.Count.EqualTo(before));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_refusal_of_the_host_is_told_in_a_sentence(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        var hook = Path.Combine(bench.Upstream, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        await File.WriteAllTextAsync(hook, "#!/bin/sh\necho 'error: GH013: Repository rule violations found for refs/heads/x.' >&2\nexit 1\n", cancellationToken);
        bench.Run(bench.Directory, "-c", "alias.x=!chmod +x", "x", hook);

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Pusher.PushAsync(new BranchPush(Run, Widgets, path, Branch, sha, null), cancellationToken))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.PushRejected));
        Assert.That(exception.Message, Does.StartWith("A rule of the repository"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_quarantine_is_reopened_with_what_was_pushed_and_removed_without_a_trace(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var (path, sha) = await PushedAsync(bench, cancellationToken);
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        var again = await bench.Quarantines.OpenAsync(Run, snapshot, cancellationToken);

        Assert.That(again, Is.EqualTo(path));
        Assert.That(await bench.Quarantines.ReadBranchAsync(path, Branch, cancellationToken), Is.EqualTo(sha));
        Assert.That(await bench.Quarantines.ReadBranchAsync(path, "main", cancellationToken), Is.EqualTo(snapshot.BaseSha));
        Assert.That(await bench.Quarantines.ReadBranchAsync(path, "none", cancellationToken), Is.Null);
        Assert.That(bench.Quarantines.List(), Is.EqualTo(new[] { Run }));
        await bench.Quarantines.RemoveAsync(Run, cancellationToken);
        await bench.Quarantines.RemoveAsync(Run, cancellationToken);
        Assert.That(bench.Quarantines.List(), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_quarantine_refuses_what_is_too_large_and_deletions(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        bench.Options.MaxReceiveBytes = 64 * 1024;
        var (path, _) = await PushedAsync(bench, cancellationToken);
        bench.Commit("big", System.Security.Cryptography.RandomNumberGenerator.GetHexString(400_000));

        Assert.Throws<InvalidOperationException>(() => bench.Run(bench.Desk, "push", "--quiet", path, $"HEAD:refs/heads/{Branch}"));
        Assert.Throws<InvalidOperationException>(() => bench.Run(bench.Desk, "push", "--quiet", path, $":refs/heads/{Branch}"));
    }

    private static async Task<(string Path, string Sha)> PushedAsync(RepositoryBench bench, CancellationToken cancellationToken)
    {
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        var path = await bench.Quarantines.OpenAsync(Run, snapshot, cancellationToken);
        bench.Run(bench.Desk, "checkout", "--quiet", "-b", "work");
        var sha = bench.Commit("work.txt", "done\n");
        bench.Run(bench.Desk, "push", "--quiet", path, $"HEAD:refs/heads/{Branch}");
        return (path, sha);
    }
}
