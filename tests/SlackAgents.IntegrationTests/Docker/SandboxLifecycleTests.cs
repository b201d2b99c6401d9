using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

[CancelAfter(60_000)]
internal sealed class SandboxLifecycleTests : SandboxTests
{
    [Test]
    public async Task Creating_twice_gives_the_same_sandbox()
    {
        var first = await Engine.CreateAsync(Spec(), Limit);
        var second = await Engine.CreateAsync(Spec(), Limit);

        Assert.That(second, Is.EqualTo(first));
        Assert.That((await Engine.ListAsync(Limit)).Select(listing => (listing.Id, listing.Run, listing.State)), Is.EqualTo(new[] { (first, (RunId?)Run, SandboxState.Created) }));
    }

    [Test]
    public async Task Another_installations_sandbox_is_neither_taken_nor_listed()
    {
        var theirs = await Engine.CreateAsync(Spec(), Limit);
        try
        {
            UseOptions([], new InstanceId("test-stranger"));

            Assert.That(async () => await Engine.CreateAsync(Spec(), Limit), Throws.InstanceOf<SandboxException>().With.Message.Contains("not of this installation"));
            Assert.That(await Engine.ListAsync(Limit), Is.Empty);
        }
        finally
        {
            await Engine.RemoveAsync(theirs, CancellationToken.None);
        }
    }

    [Test]
    public async Task The_states_of_a_life_are_told_with_their_times()
    {
        ListenOnGatewaySocket();
        new TurnFolder { Argv = ["bash", "-c", "read -r -t 30 line; exit 7"], Stdin = "" }.Write(RunDirectory);
        var sandbox = await Engine.CreateAsync(Spec(), Limit);
        var created = await Engine.InspectAsync(sandbox, measure: false, Limit);
        await Engine.StartAsync(sandbox, Limit);
        await Engine.StartAsync(sandbox, Limit);
        var running = await Engine.InspectAsync(sandbox, measure: false, Limit);
        await ReadUntilAsync(sandbox, "\"harness\",\"state\":\"started\"");
        await Engine.WriteInputAsync(sandbox, "go", Limit);
        var exited = (await FinishAsync(sandbox)).Status;
        await Engine.RemoveAsync(sandbox, Limit);
        await Engine.RemoveAsync(sandbox, Limit);
        var missing = await Engine.InspectAsync(sandbox, measure: false, Limit);

        Assert.Multiple(() =>
        {
            Assert.That(created, Is.EqualTo(new SandboxStatus(SandboxState.Created, null, false, null, null, null)));
            Assert.That((running.State, running.ExitCode, running.FinishedAt), Is.EqualTo((SandboxState.Running, (int?)null, (DateTimeOffset?)null)));
            Assert.That((exited.State, exited.ExitCode), Is.EqualTo((SandboxState.Exited, (int?)7)));
            Assert.That(exited.FinishedAt, Is.GreaterThan(exited.StartedAt!));
            Assert.That(missing.State, Is.EqualTo(SandboxState.Missing));
        });
    }

    [Test]
    public async Task Stopping_reaches_the_harness_and_lets_it_say_goodbye()
    {
        var sandbox = await StartScriptAsync("trap 'echo goodbye; exit 5' TERM; echo ready; while :; do sleep 0.05; done");
        var cursor = await ReadUntilAsync(sandbox, "ready");

        await Engine.StopAsync(sandbox, TimeSpan.FromSeconds(20), Limit);
        var turn = await FinishAsync(sandbox, cursor);

        Assert.That(turn.Harness, Is.EqualTo(new[] { "goodbye" }));
        Assert.That(turn.Status.ExitCode, Is.EqualTo(5));
        Assert.That(turn.Exit.GetProperty("stopped").GetBoolean(), Is.True);
    }

    [Test]
    public async Task A_harness_that_ignores_the_stop_is_killed_with_its_children_after_the_turns_own_grace()
    {
        var sandbox = await StartScriptAsync("trap '' TERM; setsid sleep 1000 & echo ready; while :; do sleep 0.05; done");
        var cursor = await ReadUntilAsync(sandbox, "ready");

        await Engine.StopAsync(sandbox, TimeSpan.FromSeconds(30), Limit);
        var turn = await FinishAsync(sandbox, cursor);

        Assert.That(turn.Status.ExitCode, Is.EqualTo(137));
        Assert.That(turn.Exit.GetProperty("signal").GetString(), Is.EqualTo("KILL"));
        Assert.That(turn.Status.FinishedAt - turn.Status.StartedAt, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task A_stop_without_grace_ends_at_once_and_stopping_what_does_not_run_is_fine()
    {
        var sandbox = await StartScriptAsync("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await ReadUntilAsync(sandbox, "ready");

        await Engine.StopAsync(sandbox, TimeSpan.Zero, Limit);
        await Engine.StopAsync(sandbox, TimeSpan.Zero, Limit);
        await Engine.StopAsync(new SandboxId("0123456789ab"), TimeSpan.Zero, Limit);

        Assert.That((await Engine.InspectAsync(sandbox, measure: false, Limit)).State, Is.EqualTo(SandboxState.Exited));
    }

    [Test]
    public async Task The_next_turn_finds_the_files_of_the_one_before()
    {
        var first = await RunScriptAsync("echo kept > /workspace/file; echo home > ~/file; echo gone > /tmp/file");
        new TurnFolder { Argv = ["bash", "-c", "cat /workspace/file ~/file /tmp/file 2>/dev/null"] }.Write(RunDirectory);
        await Engine.StartAsync(first.Sandbox, Limit);

        var second = await FinishAsync(first.Sandbox, first.Lines[^1].Cursor);

        Assert.That(second.Harness, Is.EqualTo(new[] { "kept", "home" }));
    }

    [Test]
    public async Task A_turn_without_a_command_line_or_a_socket_fails_with_a_sentence()
    {
        ListenOnGatewaySocket();
        var sandbox = await Engine.CreateAsync(Spec(), Limit);
        await Engine.StartAsync(sandbox, Limit);
        var empty = await FinishAsync(sandbox);
        new TurnFolder { Argv = ["true"] }.Write(RunDirectory);
        File.Delete(Path.Combine(RunDirectory, "gateway.sock"));
        await Engine.StartAsync(sandbox, Limit);
        var closed = await FinishAsync(sandbox, empty.Lines[^1].Cursor);

        Assert.That((empty.Status.ExitCode, empty.Step("forwarder")), Is.EqualTo(((int?)90, "failed: The turn folder has no command line.")));
        Assert.That((closed.Status.ExitCode, closed.Step("forwarder")), Is.EqualTo(((int?)91, "failed: The gateway's socket is not there.")));
    }
}
