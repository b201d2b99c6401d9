using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Playground.Model;

namespace SlackAgents.Benchmarks.Acknowledgement;

/// <summary>How long a slash command waits for its acknowledgement while agents work.</summary>
internal sealed class AckBench : IBench
{
    private const string Scenario = "bench-wait";
    private const int LiveRuns = 10;
    private const double GoalMilliseconds = 100;

    private static readonly TimeSpan LiveLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LiveTime = TimeSpan.FromSeconds(25);

    // What people type besides tasks. "list" and "status" read the database.
    private static readonly string[] Questions = ["/agent list", "/agent help", "/agent status"];

    public string Name => "ack";

    public string Title => "Acknowledgement of a slash command";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        await using var host = await HostProcess.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Runs:MaxConcurrent"] = "10", ["Runs:MaxQueued"] = "10000" },
            progress,
            cancellationToken);
        await using var engine = EngineStage.Open();

        // A tool call that waits: the run is live, its agent, sandbox, gateway and output reader are all there, and the processors are free.
        host.Playground.Model.Script(Scenario, ModelStep.Run("timeout 110 tail -f /dev/null; true"));
        var load = new CommandLoad(host.Playground.Slack);

        progress.Say("commands without live runs");
        await load.RunAsync(TimeSpan.FromSeconds(2), Question, cancellationToken);
        var idle = await load.RunAsync(IdleTime, Question, cancellationToken);

        progress.Say($"starting {LiveRuns} runs");
        for (var run = 0; run < LiveRuns; run++)
        {
            await host.Playground.Slack.SendCommandAsync("alice", "#agent-runs", $"/agent [[fake:{Scenario}]] keep busy {run}", cancellationToken);
        }

        await Waiting.UntilAsync(
            () => Task.FromResult(host.Playground.Model.TaskRequests.Count(request => request.Scenario == Scenario) >= LiveRuns),
            $"{LiveRuns} agents had asked the model",
            LiveLimit,
            cancellationToken);
        await Waiting.PauseAsync(Settle, cancellationToken);

        progress.Say("commands while they live");
        var before = ProcessMeter.CpuSeconds(host.Id);
        var live = await load.RunAsync(LiveTime, number => number % 4 == 3 ? $"/agent fix the typo number {number}" : Question(number), cancellationToken);
        var cpu = (ProcessMeter.CpuSeconds(host.Id) - before) / live.Took.TotalSeconds;
        var sandboxes = await host.CountSandboxesAsync(engine, cancellationToken);
        return Report(idle, live, cpu, sandboxes);
    }

    private static string Question(int number) => Questions[number % Questions.Length];

    private static string Report(LoadResult idle, LoadResult live, double cpu, int sandboxes)
    {
        var p99 = live.Times.Percentile(0.99);
        return $"""
            {CommandLoad.PerSecond} commands a second, whether or not the one before is answered, over Socket Mode, from sending the envelope to
            receiving its acknowledgement, measured by the workspace. The host is a process of its own (`serve`). Live runs are real: Claude
            Code in its sandbox, in a tool call that waits. Every fourth command is a new task (it is stored, looked up at GitHub, queued and
            gets a card), the others are `list`, `help` and `status`.

            {new Table("", "n", "median [min–max]", "p50", "p99", "not acknowledged")
                .Row("no live run, no tasks", Number(idle.Times.Count), idle.Times.Show("0.0"), idle.Times.Show(0.5, "0.0"), idle.Times.Show(0.99, "0.0"), Number(idle.Failed))
                .Row($"{sandboxes} live runs, every fourth command a task", Number(live.Times.Count), live.Times.Show("0.0"), live.Times.Show(0.5, "0.0"), live.Times.Show(0.99, "0.0"), Number(live.Failed))}
            p50 with live runs against without: ×{(live.Times.Median / idle.Times.Median).ToString("0.00", CultureInfo.InvariantCulture)}. Processor time of the host under this load: {(cpu * 100).ToString("0", CultureInfo.InvariantCulture)} % of one core.

            Goal p99 ≤ {GoalMilliseconds} ms: **{(p99 <= GoalMilliseconds && live.Failed == 0 && sandboxes >= LiveRuns ? "met" : "missed")}**.
            """;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
