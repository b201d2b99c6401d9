using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Memory;

/// <summary>What the host needs for runs that are live.</summary>
internal sealed class MemoryBench : IBench
{
    private static readonly int[] Steps = [0, 1, 20, 100];
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    public string Name => "memory";

    public string Title => "Memory of the host";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        await using var engine = EngineStage.Open();
        progress.Say("building the stub image");
        await StubImage.BuildAsync(engine, cancellationToken);
        await using var host = await HostProcess.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Runs:MaxConcurrent"] = "100",
                ["Sandbox:Image"] = StubImage.Tag,
                ["Sandbox:MemoryMb"] = "256",
                ["Sandbox:TmpMb"] = "16",
            },
            progress,
            cancellationToken);
        var table = new Table("live runs", "sandboxes running", "resident, MiB", "of it not of files, MiB", "processor, % of one core");
        var (first, last, asked) = (0.0, 0.0, 0);
        foreach (var step in Steps)
        {
            progress.Say($"{step} live runs");
            for (; asked < step; asked++)
            {
                await host.Playground.Slack.SendCommandAsync("alice", "#agent-runs", $"/agent stub run {asked}", cancellationToken);
            }

            await Waiting.UntilAsync(() => Task.FromResult(host.Playground.Model.Requests.Count >= step), $"{step} stubs had called the model", StartLimit, cancellationToken);
            var running = await host.CountSandboxesAsync(engine, cancellationToken);
            if (running != step)
            {
                throw new BenchException($"{step} sandboxes should run, and {running} do.");
            }

            var cpu = ProcessMeter.CpuSeconds(host.Id);
            await Waiting.PauseAsync(Settle, cancellationToken);
            cpu = (ProcessMeter.CpuSeconds(host.Id) - cpu) / Settle.TotalSeconds;
            last = ProcessMeter.ResidentMegabytes(host.Id);
            first = step == 0 ? last : first;
            table.Row(
                step.ToString(CultureInfo.InvariantCulture),
                running.ToString(CultureInfo.InvariantCulture),
                last.ToString("0", CultureInfo.InvariantCulture),
                ProcessMeter.AnonymousMegabytes(host.Id).ToString("0", CultureInfo.InvariantCulture),
                (cpu * 100).ToString("0.0", CultureInfo.InvariantCulture));
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            The host as a process of its own (`serve`, workstation garbage collector), real containers on the real engine with the product's own
            launcher, gateway, clone and output reader; only the agent CLI is a stub that says a word every five seconds. Memory is read
            {Settle.TotalSeconds:0} s after the last stub had called the model; one series, n = 1.

            {table}
            Per live run, from none to {Steps[^1]}: {(last - first) / Steps[^1]:0.00} MiB.
            """);
    }
}
