using System.Formats.Tar;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>What a session needs is taken out of one sandbox and put into the next, past everything a hostile agent can leave there.</summary>
[CancelAfter(60_000)]
internal sealed class SandboxFilesTests : SandboxTests
{
    private const string Home = "/home/agent";
    private const long Plenty = 10_000_000;

    private string Tar => Path.Combine(RunDirectory, "session.tar");

    [Test]
    public async Task Files_of_an_ended_sandbox_are_read_back_by_the_agent_of_another()
    {
        var first = await RunScriptAsync("mkdir -p ~/.agent/sessions/2026 ~/other; echo one > ~/.agent/sessions/2026/a.jsonl; printf '%s' two > ~/.agent/index.db; chmod 600 ~/.agent/index.db; echo no > ~/other/file");

        var bytes = await Engine.ExportAsync(first.Sandbox, Home, [".agent/sessions", ".agent/index.db", ".agent/missing"], Tar, Plenty, Limit);
        await Engine.RemoveAsync(first.Sandbox, Limit);
        ListenOnGatewaySocket();
        new TurnFolder { Argv = ["bash", "-c", "cd; cat .agent/sessions/2026/a.jsonl .agent/index.db; echo; stat -c '%n %U %a' .agent .agent/sessions .agent/index.db; echo more >> .agent/sessions/2026/a.jsonl && touch .agent/new && echo writable; ls -A"] }.Write(RunDirectory);
        var second = await Engine.CreateAsync(Spec(), Limit);
        await Engine.ImportAsync(second, Home, Tar, Limit);
        await Engine.StartAsync(second, Limit);
        var turn = await FinishAsync(second);

        Assert.That(bytes, Is.EqualTo(new FileInfo(Tar).Length));
        Assert.That(turn.Harness, Is.EqualTo(new[] { "one", "two", ".agent agent 700", ".agent/sessions agent 755", ".agent/index.db agent 600", "writable", ".agent" }));
    }

    [Test]
    public async Task Of_links_devices_and_special_permissions_only_the_files_themselves_get_out()
    {
        var turn = await RunScriptAsync(
            "mkdir -p ~/s/sub; cd ~/s; echo data > file; chmod 4777 file; ln -s /etc/passwd out; ln -s ../../../etc deep; ln file hard; mkfifo pipe; echo x > sub/'a b'; " +
            "ln -s /etc ~/linked; mkdir ~/t; ln -s /etc ~/t/inner; printf x > ~/s/$'new\\nline'");

        var bytes = await Engine.ExportAsync(turn.Sandbox, Home, ["s", "linked"], Tar, Plenty, Limit);

        var entries = await EntriesAsync();
        Assert.That(bytes, Is.GreaterThan(0));
        Assert.That(entries.Select(entry => entry.EntryType).Distinct(), Is.EquivalentTo(new[] { TarEntryType.Directory, TarEntryType.RegularFile }));
        Assert.That(entries.Select(entry => entry.Name), Is.EquivalentTo(new[] { "s/", "s/file", "s/sub/", "s/sub/a b" }));
        Assert.That(entries.Select(entry => (entry.Uid, entry.Gid)), Is.All.EqualTo((1000, 1000)));
        Assert.That(Convert.ToString((int)entries.Single(entry => entry.Name == "s/file").Mode, 8), Is.EqualTo("755"));
    }

    [Test]
    public async Task What_is_too_much_is_not_kept_and_an_older_file_neither()
    {
        var turn = await RunScriptAsync("mkdir ~/s; head -c 300000 /dev/zero > ~/s/big");
        await File.WriteAllTextAsync(Tar, "older", Limit);

        var bytes = await Engine.ExportAsync(turn.Sandbox, Home, ["s"], Tar, 200_000, Limit);

        Assert.That(bytes, Is.Null);
        Assert.That(Directory.GetFiles(RunDirectory, "session.tar*"), Is.Empty);
    }

    [Test]
    public async Task More_files_than_anybody_needs_are_not_kept()
    {
        var turn = await RunScriptAsync("mkdir ~/s; cd ~/s; seq 20001 | xargs touch");

        Assert.That(await Engine.ExportAsync(turn.Sandbox, Home, ["s"], Tar, 100_000_000, Limit), Is.Null);
        Assert.That(File.Exists(Tar), Is.False);
    }

    [Test]
    public async Task Paths_that_are_not_there_make_no_file()
    {
        var turn = await RunScriptAsync("echo x > ~/plain");
        await File.WriteAllTextAsync(Tar, "older", Limit);

        Assert.That(await Engine.ExportAsync(turn.Sandbox, Home, [".agent/sessions", "plain/below", "none"], Tar, Plenty, Limit), Is.Zero);
        Assert.That(File.Exists(Tar), Is.False);
    }

    [Test]
    public async Task A_sandbox_that_was_killed_in_the_middle_gives_what_it_had()
    {
        var sandbox = await StartScriptAsync("mkdir ~/s; i=0; while :; do echo line $((i++)) >> ~/s/log; [ $i = 100 ] && echo ready; done");
        await ReadUntilAsync(sandbox, "ready");
        await Client.Containers.KillContainerAsync(sandbox.Value, "KILL", Limit);
        await FinishAsync(sandbox);

        Assert.That(await Engine.ExportAsync(sandbox, Home, ["s"], Tar, 500_000_000, Limit), Is.GreaterThan(1000));
        Assert.That((await EntriesAsync()).Select(entry => entry.Name), Is.EqualTo(new[] { "s/", "s/log" }));
    }

    [Test]
    public async Task A_sandbox_that_runs_is_copied_as_it_is()
    {
        var sandbox = await StartScriptAsync("mkdir ~/s; echo x > ~/s/file; echo ready; sleep 1000");
        await ReadUntilAsync(sandbox, "ready");

        Assert.That(await Engine.ExportAsync(sandbox, Home, ["s"], Tar, Plenty, Limit), Is.GreaterThan(0));
        Assert.That(async () => await Engine.ImportAsync(sandbox, Home, Tar, Limit), Throws.InstanceOf<SandboxException>().With.Message.Contains("has not been started"));
    }

    [Test]
    public async Task A_sandbox_that_is_gone_is_named_and_an_older_file_is_left()
    {
        await File.WriteAllTextAsync(Tar, "older", Limit);

        Assert.That(
            async () => await Engine.ExportAsync(new SandboxId("0123456789ab"), Home, ["s"], Tar, Plenty, Limit),
            Throws.InstanceOf<SandboxException>().With.Property("Failure").EqualTo(SandboxFailure.Missing));
        Assert.That(Directory.GetFiles(RunDirectory, "session.tar*"), Is.EqualTo(new[] { Tar }));
    }

    private async Task<IReadOnlyList<TarEntry>> EntriesAsync()
    {
        var entries = new List<TarEntry>();
        await using var file = File.OpenRead(Tar);
        await using var reader = new TarReader(file);
        while (await reader.GetNextEntryAsync(copyData: true, Limit) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
