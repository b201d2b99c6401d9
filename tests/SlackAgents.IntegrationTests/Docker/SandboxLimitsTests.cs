using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

[CancelAfter(60_000)]
internal sealed class SandboxLimitsTests : SandboxTests
{
    [Test]
    public async Task Memory_beyond_the_limit_ends_the_turn_and_is_reported()
    {
        UseOptions(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sandbox:MemoryMb"] = "256" });

        var turn = await RunScriptAsync("exec python3 -c 'b = bytearray(600 * 1024 * 1024); print(\"SURVIVED\")'");

        Assert.That(turn.Status.State, Is.EqualTo(SandboxState.Exited));
        Assert.That(turn.Status.OutOfMemory, Is.True);
        Assert.That(turn.Status.ExitCode, Is.EqualTo(137));
        Assert.That(turn.Harness, Has.No.Member("SURVIVED"));
    }

    [Test]
    public async Task Processes_beyond_the_limit_are_not_started()
    {
        UseOptions(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sandbox:Pids"] = "64" });

        var turn = await FinishAsync(await StartAsync(new TurnFolder
        {
            Argv = ["python3", "-c", "import os, signal\nn = 0\ntry:\n  while n < 200:\n    if os.fork() == 0: signal.pause()\n    n += 1\nexcept OSError: pass\nprint(30 < n < 64)"],
        }));

        Assert.That(turn.Harness, Is.EqualTo(new[] { "True" }));
    }

    [Test]
    public async Task The_temporary_directory_has_its_size()
    {
        UseOptions(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sandbox:TmpMb"] = "16" });

        var turn = await RunScriptAsync("head -c 32M /dev/zero > /tmp/big 2>/dev/null || echo full; stat -c %s /tmp/big");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "full", "16777216" }));
    }

    [Test]
    public async Task Written_bytes_are_counted_on_demand()
    {
        var turn = await RunScriptAsync("head -c 20M /dev/zero > /workspace/big");

        var measured = await Engine.InspectAsync(turn.Sandbox, measure: true, Limit);

        Assert.That(measured.WrittenBytes, Is.InRange(20L * 1024 * 1024, 22L * 1024 * 1024));
        Assert.That(turn.Status.WrittenBytes, Is.Null);
    }
}
