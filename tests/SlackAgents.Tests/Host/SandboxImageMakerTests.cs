using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Docker.Connection;
using SlackAgents.Host.Provisioning;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Host;

internal sealed class SandboxImageMakerTests
{
    private TempDirectory _folder = null!;

    private string Calls => Path.Combine(_folder.Path, "calls");

    private string Gate => Path.Combine(_folder.Path, "gate");

    [SetUp]
    public void MakeFolder() => _folder = new TempDirectory();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Runs_that_wait_for_one_image_share_one_build_and_a_later_one_looks_again()
    {
        var maker = Maker($"until [[ -e {Gate} ]]; do sleep 0.02; done");

        var first = maker.EnsureAsync("s:codex", "codex", CancellationToken.None);
        var second = maker.EnsureAsync("s:codex", "codex", CancellationToken.None);
        await File.WriteAllTextAsync(Gate, string.Empty);
        var results = await Task.WhenAll(first, second);
        await maker.EnsureAsync("s:codex", "codex", CancellationToken.None);

        Assert.That(results, Is.All.Null);
        Assert.That(await File.ReadAllLinesAsync(Calls), Is.EqualTo(new[] { "--tag s:codex --harness codex", "--tag s:codex --harness codex" }));
    }

    [Test]
    public async Task Who_stops_waiting_does_not_stop_the_build()
    {
        var maker = Maker($"until [[ -e {Gate} ]]; do sleep 0.02; done");
        using var impatient = new CancellationTokenSource();

        var left = maker.EnsureAsync("s:codex", "codex", impatient.Token);
        var stays = maker.EnsureAsync("s:codex", "codex", CancellationToken.None);
        await impatient.CancelAsync();
        Assert.That(async () => await left, Throws.InstanceOf<OperationCanceledException>());
        await File.WriteAllTextAsync(Gate, string.Empty);

        Assert.That(await stays, Is.Null);
    }

    [Test]
    public async Task A_build_that_fails_is_told_with_its_last_words()
    {
        var maker = Maker("echo 'sandbox-image: There is no pinned package.' >&2; exit 1");

        Assert.That(await maker.EnsureAsync("s:codex", "codex", CancellationToken.None), Does.Contain("There is no pinned package."));
    }

    [Test]
    public async Task Where_it_is_switched_off_nothing_is_run()
    {
        var maker = Maker(string.Empty, autoBuild: false);

        Assert.That(await maker.EnsureAsync("s:codex", "codex", CancellationToken.None), Is.EqualTo("Run scripts/sandbox-image --harness codex --tag s:codex, or set Sandbox:AutoBuild to true."));
        Assert.That(File.Exists(Calls), Is.False);
    }

    private SandboxImageMaker Maker(string script, bool autoBuild = true)
    {
        var path = Path.Combine(_folder.Path, "script");
        File.WriteAllText(path, $"echo \"$@\" >>{Calls}\n{script}\n");
        return new SandboxImageMaker(
            new SandboxImageScript(path),
            Options.Create(new ProvisioningOptions { AutoBuild = autoBuild }),
            Options.Create(new DockerOptions()),
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<SandboxImageMaker>.Instance);
    }
}
