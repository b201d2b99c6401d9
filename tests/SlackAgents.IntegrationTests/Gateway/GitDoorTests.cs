using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>Real git against the git door, as an agent in a sandbox uses it.</summary>
internal sealed class GitDoorTests
{
    private GatewayRig _rig = null!;
    private SampleRepository _sample = null!;
    private GatewaySession _session = null!;
    private RecordingObserver _observer = null!;
    private IAsyncDisposable _door = null!;
    private string _url = null!;
    private string _work = null!;

    private string Remote => _url + "/git/acme/widgets.git";

    private string OwnRef => "refs/heads/" + _session.Branch;

    [SetUp]
    public async Task OpenDoorAsync()
    {
        _rig = await GatewayRig.StartAsync();
        _sample = new SampleRepository(_rig.NewDirectory("repo"));
        await _sample.CreateAsync();
        _observer = new RecordingObserver();
        _session = await _sample.NewSessionAsync(_rig, _observer);
        _door = await _rig.Server.OpenAsync(_session, CancellationToken.None);
        _url = _rig.Forward(_session).Url;
        _work = _rig.NewDirectory("work");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _door.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Test]
    public async Task A_clone_without_any_credential_works()
    {
        var clone = await CloneAsync();

        Assert.That(await File.ReadAllTextAsync(Path.Combine(clone, "README.md")), Is.EqualTo("hello\n"));
        var served = await _observer.WaitForAsync<GitRequestEvent>(git => git.Service == "git-upload-pack");
        Assert.That((served.Repository, served.Verdict), Is.EqualTo(("acme/widgets", "served")));
    }

    [TestCase("x-access-token:anything@")]
    [TestCase("someone:wrong@")]
    public async Task Credentials_of_the_client_mean_nothing(string user)
    {
        await Shell.MustAsync(_work, "git", "clone", "-q", Remote.Replace("http://", "http://" + user, StringComparison.Ordinal), "a");

        Assert.That(File.Exists(Path.Combine(_work, "a", "README.md")), Is.True);
    }

    [TestCase("acme/gadgets")]
    [TestCase("other/widgets")]
    [TestCase("acme/widgets2")]
    public async Task Another_repository_is_refused_with_a_sentence(string repository)
    {
        var result = await Shell.RunAsync(_work, "git", "clone", $"{_url}/git/{repository}.git", "a");

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Text, Does.Contain("This run may reach acme/widgets and no other repository."));
        var refused = await _observer.WaitForAsync<GitRequestEvent>();
        Assert.That((refused.Repository, refused.Verdict), Is.EqualTo((repository, "refused")));
    }

    [TestCase("/git/acme/../other/widgets.git/info/refs?service=git-upload-pack")]
    [TestCase("/git/acme/widgets.git/../../other/x.git/info/refs?service=git-upload-pack")]
    [TestCase("/git/acme%2fwidgets.git/info/refs?service=git-upload-pack")]
    public async Task A_path_that_climbs_leads_nowhere(string path)
    {
        var result = await Shell.MustAsync(_work, "curl", "-s", "--path-as-is", "-o", "/dev/null", "-w", "%{http_code}", _url + path);

        Assert.That(result, Is.EqualTo("404"));
    }

    [Test]
    public async Task The_name_is_compared_without_case_and_with_or_without_suffix()
    {
        await Shell.MustAsync(_work, "git", "ls-remote", _url + "/git/acme/widgets");
        await Shell.MustAsync(_work, "git", "ls-remote", _url + "/git/ACME/Widgets.git");
    }

    [Test]
    public async Task Protocol_version_2_is_spoken()
    {
        var trace = await Shell.MustAsync(_work, "git", "-c", "protocol.version=2", "ls-remote", Remote);

        Assert.That(trace, Does.Contain("git< version 2"));
    }

    [TestCase("0")]
    [TestCase("1")]
    public async Task Older_protocol_versions_clone_too(string version)
    {
        await Shell.MustAsync(_work, "git", "-c", "protocol.version=" + version, "clone", "-q", Remote, "a");

        Assert.That(File.Exists(Path.Combine(_work, "a", "README.md")), Is.True);
    }

    [Test]
    public async Task A_shallow_and_partial_clone_fetches_the_rest_on_demand()
    {
        await Shell.MustAsync(_work, "git", "clone", "-q", "--depth", "1", "--filter=blob:none", Remote, "a");
        var clone = Path.Combine(_work, "a");

        Assert.That((await Shell.MustAsync(clone, "git", "rev-list", "--count", "HEAD")).Trim(), Is.EqualTo("1"));
        await Shell.MustAsync(clone, "git", "fetch", "-q", "--unshallow");
        Assert.That(await Shell.MustAsync(clone, "git", "show", "HEAD~1:README.md"), Is.EqualTo("first\n"));
    }

    [Test]
    public async Task The_own_branch_is_taken_into_the_quarantine_and_not_into_the_mirror()
    {
        var clone = await CommitAsync("one");

        var text = await Shell.MustAsync(clone, "git", "push", Remote, "HEAD:" + OwnRef);

        Assert.That(text, Does.Contain("[new branch]"));
        Assert.That(await TipAsync(await _session.Quarantine, OwnRef), Is.EqualTo(await HeadAsync(clone)));
        Assert.That(await TipAsync(_sample.Mirror, OwnRef), Is.Empty);
        var push = await _observer.WaitForAsync<PushEvent>();
        Assert.That((push.Stage, push.Ref, push.Verdict, push.Reason), Is.EqualTo(("quarantine", OwnRef, "accepted", (string?)null)));
        Assert.That(push.NewSha, Is.EqualTo(await HeadAsync(clone)));
    }

    [TestCase("HEAD:refs/heads/main")]
    [TestCase("HEAD:refs/heads/agent/0000000000-other")]
    [TestCase("HEAD:refs/tags/v1")]
    [TestCase("HEAD:refs/notes/x")]
    [TestCase("HEAD:refs/pull/1/head")]
    public async Task Any_other_ref_is_refused_by_a_proper_report(string refspec)
    {
        var clone = await CommitAsync("one");
        var before = await Shell.MustAsync(_work, "git", "--git-dir", await _session.Quarantine, "for-each-ref");

        var result = await Shell.RunAsync(clone, "git", "push", Remote, refspec);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Text, Does.Contain("! [remote rejected]").And.Contain(_session.Branch).And.Not.Contain("HTTP"));
        Assert.That(await Shell.MustAsync(_work, "git", "--git-dir", await _session.Quarantine, "for-each-ref"), Is.EqualTo(before));
        var push = await _observer.WaitForAsync<PushEvent>();
        Assert.That((push.Ref, push.Verdict), Is.EqualTo((refspec["HEAD:".Length..], "refused")));
    }

    [Test]
    public async Task One_bad_ref_refuses_the_whole_push()
    {
        var clone = await CommitAsync("one");

        var result = await Shell.RunAsync(clone, "git", "push", Remote, "HEAD:" + OwnRef, "HEAD:refs/heads/main");

        Assert.That(result.Text, Does.Contain("another ref of this push was refused"));
        Assert.That(await TipAsync(await _session.Quarantine, OwnRef), Is.Empty);
    }

    [Test]
    public async Task The_own_branch_may_be_rewritten_with_force_and_not_without()
    {
        var clone = await CommitAsync("one");
        await Shell.MustAsync(clone, "git", "push", "-q", Remote, "HEAD:" + OwnRef);
        await Shell.MustAsync(clone, "git", "commit", "-q", "--amend", "-m", "again");

        var refused = await Shell.RunAsync(clone, "git", "push", Remote, "HEAD:" + OwnRef);
        var forced = await Shell.RunAsync(clone, "git", "push", "--force", Remote, "HEAD:" + OwnRef);

        Assert.That(refused.Text, Does.Contain("rejected"));
        Assert.That(forced.ExitCode, Is.Zero, forced.Text);
        Assert.That(await TipAsync(await _session.Quarantine, OwnRef), Is.EqualTo(await HeadAsync(clone)));
    }

    [Test]
    public async Task The_own_branch_may_not_be_deleted()
    {
        var clone = await CommitAsync("one");
        await Shell.MustAsync(clone, "git", "push", "-q", Remote, "HEAD:" + OwnRef);

        var result = await Shell.RunAsync(clone, "git", "push", Remote, ":" + OwnRef);

        Assert.That(result.Text, Does.Contain("[remote rejected]").And.Contain("this run may not delete refs"));
        Assert.That(await TipAsync(await _session.Quarantine, OwnRef), Is.EqualTo(await HeadAsync(clone)));
    }

    [Test]
    public async Task A_push_of_30_MB_is_taken_and_a_refused_one_still_gets_its_report()
    {
        var clone = await CloneAsync();
        var noise = new byte[30_000_000];
        Random.Shared.NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(clone, "big"), noise);
        await Shell.MustAsync(clone, "git", "add", "big");
        await Shell.MustAsync(clone, "git", "commit", "-qm", "big");

        var refused = await Shell.RunAsync(clone, "git", "push", Remote, "HEAD:refs/heads/main");
        var taken = await Shell.RunAsync(clone, "git", "push", Remote, "HEAD:" + OwnRef);

        Assert.That(refused.Text, Does.Contain("! [remote rejected]"));
        Assert.That(taken.ExitCode, Is.Zero, taken.Text);
        Assert.That(await TipAsync(await _session.Quarantine, OwnRef), Is.EqualTo(await HeadAsync(clone)));
    }

    [Test]
    public async Task A_later_clone_finds_the_branch_that_was_pushed()
    {
        var clone = await CommitAsync("one");
        await Shell.MustAsync(clone, "git", "push", "-q", Remote, "HEAD:" + OwnRef);

        await Shell.MustAsync(_work, "git", "clone", "-q", "-b", _session.Branch, Remote, "later");

        Assert.That(await HeadAsync(Path.Combine(_work, "later")), Is.EqualTo(await HeadAsync(clone)));
    }

    [Test]
    public async Task A_push_from_a_shallow_clone_is_taken()
    {
        await Shell.MustAsync(_work, "git", "clone", "-q", "--depth", "1", Remote, "a");
        var clone = Path.Combine(_work, "a");
        await Shell.MustAsync(clone, "git", "commit", "-q", "--allow-empty", "-m", "shallow");

        await Shell.MustAsync(clone, "git", "push", "-q", Remote, "HEAD:" + OwnRef);

        Assert.That(await TipAsync(await _session.Quarantine, OwnRef), Is.EqualTo(await HeadAsync(clone)));
    }

    [Test]
    public async Task The_dumb_protocol_is_refused()
    {
        var status = await Shell.MustAsync(_work, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", Remote + "/HEAD");

        Assert.That(status, Is.EqualTo("403"));
    }

    [Test]
    public async Task Hooks_of_the_quarantine_do_not_run()
    {
        var hook = Path.Combine(await _session.Quarantine, "hooks", "pre-receive");
        var witness = Path.Combine(_rig.Root, "hook-ran");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch '{witness}'\nexit 1\n");
        await Shell.MustAsync(_work, "chmod", "+x", hook);
        var clone = await CommitAsync("one");

        var result = await Shell.RunAsync(clone, "git", "push", Remote, "HEAD:" + OwnRef);

        Assert.That(result.ExitCode, Is.Zero, result.Text);
        Assert.That(File.Exists(witness), Is.False);
    }

    private async Task<string> CloneAsync()
    {
        await Shell.MustAsync(_work, "git", "clone", "-q", Remote, "clone");
        return Path.Combine(_work, "clone");
    }

    private async Task<string> CommitAsync(string text)
    {
        var clone = await CloneAsync();
        await File.WriteAllTextAsync(Path.Combine(clone, "file.txt"), text);
        await Shell.MustAsync(clone, "git", "add", ".");
        await Shell.MustAsync(clone, "git", "commit", "-qm", text);
        return clone;
    }

    private static async Task<string> HeadAsync(string clone) => (await Shell.MustAsync(clone, "git", "rev-parse", "HEAD")).Trim();

    private async Task<string> TipAsync(string directory, string name) =>
        (await Shell.RunAsync(_work, "git", "--git-dir", directory, "for-each-ref", "--format=%(objectname)", name)).Text.Trim();
}
