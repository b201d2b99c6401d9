using System.Runtime.Versioning;
using SlackAgents.Core.Repositories;
using static SlackAgents.IntegrationTests.Repositories.RepositoryBench;

namespace SlackAgents.IntegrationTests.Repositories;

[SupportedOSPlatform("linux")]
internal sealed class RepositoryMirrorsTests
{
    [Test, CancelAfter(60_000)]
    public async Task A_mirror_is_cloned_once_and_then_follows_the_host(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var first = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        var sha = bench.Commit("src/new.txt", "new\n");
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main", "HEAD:refs/heads/feature");

        var second = await bench.Mirrors.FetchAsync(Widgets, "feature", cancellationToken);
        bench.Run(bench.Desk, "push", "--quiet", "origin", ":feature");
        var gone = Assert.ThrowsAsync<RepositoryException>(() => bench.Mirrors.FetchAsync(Widgets, "feature", cancellationToken))!;

        Assert.Multiple(() =>
        {
            Assert.That(first.WasCloned, Is.True);
            Assert.That(first.Base, Is.EqualTo("main"));
            Assert.That(first.Path, Does.EndWith("/mirrors/acme/widgets.git"));
            Assert.That(second, Is.EqualTo(new MirrorSnapshot(first.Path, "feature", sha, WasCloned: false)));
            Assert.That(gone.Failure, Is.EqualTo(RepositoryFailure.BaseMissing));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task The_default_branch_is_the_one_that_the_host_names(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main:trunk");
        bench.Run(bench.Upstream, "symbolic-ref", "HEAD", "refs/heads/trunk");

        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        Assert.That(snapshot.Base, Is.EqualTo("trunk"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_missing_base_is_answered_with_the_nearest_names(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main:develop");

        string Ask(string name) => Assert.ThrowsAsync<RepositoryException>(() => bench.Mirrors.FetchAsync(Widgets, name, cancellationToken))!.Message;

        Assert.Multiple(() =>
        {
            Assert.That(Ask("develpo"), Is.EqualTo("Acme/Widgets has no branch 'develpo'. Did you mean 'develop'?"));
            Assert.That(Ask("main~0"), Does.Contain("no branch 'main~0'"), "a name is never a revision expression");
            Assert.That(Ask("--upload-pack=x"), Does.Contain("no branch"));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task An_empty_repository_is_named_as_such(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync(empty: true);

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Mirrors.FetchAsync(Widgets, null, cancellationToken))!;

        Assert.That(exception.Message, Does.Contain("is empty"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Every_token_is_for_reading_and_dies_with_its_fetch(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        await bench.Revocations.DrainAsync(cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(bench.Host.Minted.Select(minted => minted.Purpose), Is.EqualTo(new[] { TokenPurpose.Fetch, TokenPurpose.Fetch }));
            Assert.That(bench.Host.Revoked, Is.EquivalentTo(bench.Host.Minted.Select(minted => minted.Token)));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task No_credential_is_on_a_command_line_or_on_disk(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        bench.Commit("a", "b");
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main");
        await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        var files = Directory.EnumerateFiles(bench.Storage.DataDirectory, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(bench.Server.Requests, Has.Count.GreaterThan(4), "the host looked at command lines while it was asked");
            Assert.That(bench.Server.Leaks, Is.Empty);
            foreach (var (_, token) in bench.Host.Minted)
            {
                Assert.That(files, Has.None.Contains(token).And.None.Contains(GitHttpServer.Encode(token)));
            }
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Nothing_that_is_planted_in_a_mirror_runs(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        var mark = Path.Combine(bench.Directory, "ran");
        Directory.CreateDirectory(Path.Combine(snapshot.Path, "hooks"));
        foreach (var hook in new[] { "reference-transaction", "post-update", "post-receive", "pre-push" })
        {
            Plant(Path.Combine(snapshot.Path, "hooks", hook), $"#!/bin/sh\ntouch '{mark}'\n");
        }

        await File.WriteAllTextAsync(Path.Combine(bench.Directory, "included"), $"[credential]\n\thelper = \"!touch '{mark}'; false\"\n[http]\n\tproxy = http://127.0.0.1:9\n", cancellationToken);
        await File.AppendAllTextAsync(
            Path.Combine(snapshot.Path, "config"),
            $"[core]\n\thooksPath = hooks\n\tfsmonitor = \"touch '{mark}'\"\n\tsshCommand = \"touch '{mark}'\"\n[include]\n\tpath = {bench.Directory}/included\n",
            cancellationToken);
        bench.Commit("c", "d");
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main");

        await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        Assert.That(File.Exists(mark), Is.False);
        Assert.That(Directory.Exists(Path.Combine(snapshot.Path, "hooks")), Is.False);
    }

    [TestCase("pack"), TestCase("refs"), TestCase("head"), TestCase("everything"), CancelAfter(60_000)]
    public async Task A_damaged_mirror_is_cloned_again(string what, CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        Damage(snapshot.Path, what);

        var again = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        Assert.That(again.BaseSha, Is.EqualTo(snapshot.BaseSha));
        Assert.That(bench.Run(again.Path, "fsck", "--full"), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task What_a_killed_git_left_does_not_block_the_next_fetch(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        foreach (var name in new[] { "packed-refs.lock", "HEAD.lock", "refs/heads/main.lock" })
        {
            await File.WriteAllTextAsync(Path.Combine(snapshot.Path, name), "", cancellationToken);
        }

        var sha = bench.Commit("e", "f");
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main");

        Assert.That((await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken)).BaseSha, Is.EqualTo(sha));
    }

    [Test, CancelAfter(120_000)]
    public async Task Runs_that_come_together_share_a_fetch_and_readers_are_never_disturbed(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        var sha = bench.Commit("g", "h");
        bench.Run(bench.Desk, "push", "--quiet", "origin", "main");

        var fetches = Enumerable.Range(0, 8).Select(_ => bench.Mirrors.FetchAsync(Widgets, null, cancellationToken)).ToArray();
        var reads = Enumerable.Range(0, 4).Select(i => Task.Run(() => bench.Run(bench.Directory, "clone", "--quiet", snapshot.Path, $"reader{i}"))).ToArray();
        await Task.WhenAll(reads);
        var snapshots = await Task.WhenAll(fetches);

        Assert.That(snapshots.Select(one => one.BaseSha), Is.All.EqualTo(sha));
        Assert.That(bench.Host.Minted, Has.Count.LessThan(1 + 8));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_host_that_hangs_is_given_up_and_no_process_stays(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        bench.Options.FetchTimeout = TimeSpan.FromSeconds(1);
        bench.Server.Before = async context =>
        {
            var aborted = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
            return 500;
        };

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Mirrors.FetchAsync(Widgets, null, cancellationToken))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.Unavailable));
        Assert.That(exception.Message, Does.Contain("took too long"));
        Assert.That(ProcessesWith(bench.Server.Url.Authority), Is.Empty);
    }

    [TestCase(404, RepositoryFailure.NotInstalled), TestCase(403, RepositoryFailure.NotAllowed), TestCase(429, RepositoryFailure.RateLimited)]
    [TestCase(503, RepositoryFailure.Unavailable), TestCase(401, RepositoryFailure.NotAllowed), CancelAfter(60_000)]
    public async Task What_the_host_answers_is_told_apart(int status, RepositoryFailure failure, CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        bench.Server.Before = _ => Task.FromResult<int?>(status);

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.Mirrors.FetchAsync(Widgets, null, cancellationToken))!;

        Assert.That(exception.Failure, Is.EqualTo(failure));
        Assert.That(exception.ToString(), Does.Not.Contain(bench.Host.Minted.First().Token));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_token_that_is_too_fresh_is_tried_again(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        var refusals = 2;
        bench.Server.Before = _ => Task.FromResult<int?>(Interlocked.Decrement(ref refusals) >= 0 ? 401 : null);

        var snapshot = await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);

        Assert.That(snapshot.Base, Is.EqualTo("main"));
        Assert.That(bench.Host.Minted, Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Maintenance_joins_packs_and_loses_nothing(CancellationToken cancellationToken)
    {
        await using var bench = await OpenAsync();
        bench.Options.RepackFromPacks = 2;
        for (var i = 0; i < 4; i++)
        {
            bench.Commit("n" + i, "x");
            bench.Run(bench.Desk, "push", "--quiet", "origin", "main");
            await bench.Mirrors.FetchAsync(Widgets, null, cancellationToken);
        }

        await bench.Mirrors.MaintainAsync(cancellationToken);

        var path = bench.Files.PathOf(Widgets);
        Assert.That(Directory.GetFiles(Path.Combine(path, "objects", "pack"), "*.pack"), Has.Length.LessThan(4));
        Assert.That(bench.Run(path, "fsck", "--full"), Is.Empty);
    }

    private static string[] ProcessesWith(string text) =>
        [.. from directory in Directory.EnumerateDirectories("/proc")
            where int.TryParse(Path.GetFileName(directory), out _)
            let line = Read(Path.Combine(directory, "cmdline"))
            where line.Contains(text, StringComparison.Ordinal)
            select line];

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Plant(string path, string script)
    {
        File.WriteAllText(path, script);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Damage(string path, string what)
    {
        if (what == "pack")
        {
            foreach (var pack in Directory.GetFiles(Path.Combine(path, "objects", "pack"), "*.pack"))
            {
                File.SetUnixFileMode(pack, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                File.WriteAllBytes(pack, new byte[40]);
            }
        }
        else if (what == "refs")
        {
            File.WriteAllText(Path.Combine(path, "refs", "heads", "main"), "not a commit\n");
        }
        else if (what == "head")
        {
            File.WriteAllText(Path.Combine(path, "HEAD"), "\0\0\0");
        }
        else
        {
            Directory.Delete(Path.Combine(path, "objects"), recursive: true);
        }
    }
}
