using System.Globalization;
using SlackAgents.Benchmarks.Acknowledgement;
using SlackAgents.Benchmarks.Cloning;
using SlackAgents.Benchmarks.FirstEvent;
using SlackAgents.Benchmarks.FirstUse;
using SlackAgents.Benchmarks.Harnesses;
using SlackAgents.Benchmarks.HotPaths;
using SlackAgents.Benchmarks.Ingest;
using SlackAgents.Benchmarks.Memory;
using SlackAgents.Benchmarks.Normalising;
using SlackAgents.Benchmarks.Recordings;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.SlackTraffic;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Benchmarks.Viewer;

namespace SlackAgents.Benchmarks;

/// <summary>Runs the named benches, or all, and puts each one's section into <c>bench/RESULTS.md</c>.</summary>
internal static class BenchCommand
{
    /// <summary>In the order in which they stand in the results.</summary>
    private static readonly IBench[] All =
    [
        new AckBench(),
        new SlackBench(),
        new FirstEventBench(),
        new CloneBench(),
        new TraceBench(),
        new ViewerBench(),
        new HarnessesBench(),
        new NormaliseBench(),
        new MicroBench(),
        new MemoryBench(),
        new TryoutBench(),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stopping.Cancel();
        };
        if (args is [RecordCommand.Name, var harness, var folder])
        {
            return await RecordCommand.RunAsync(harness, folder, stopping.Token);
        }

        if (args is [ReadersCommand.Name, var count])
        {
            return await ReadersCommand.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), stopping.Token);
        }

        if (args.FirstOrDefault(name => All.All(bench => bench.Name != name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no bench called '{unknown}'. There are: {string.Join(", ", All.Select(bench => bench.Name))}.");
            return 2;
        }

        var results = new ResultsFile(Path.Combine(ProjectTree.Root, "bench", "RESULTS.md"), [.. All.Select(bench => bench.Name)]);
        var failed = false;
        foreach (var bench in All.Where(bench => args.Length == 0 || args.Contains(bench.Name, StringComparer.Ordinal)))
        {
            failed |= !await RunAsync(bench, results, stopping.Token);
        }

        return failed ? 1 : 0;
    }

    private static async Task<bool> RunAsync(IBench bench, ResultsFile results, CancellationToken cancellationToken)
    {
        var progress = new Progress(bench.Name, Console.Error);
        try
        {
            var machine = await Machine.DescribeAsync(cancellationToken);
            var body = await bench.RunAsync(progress, cancellationToken);
            var section = $"## {bench.Title}\n\n`./scripts/bench {bench.Name}` · {machine}\n\n{body.Trim()}\n";
            await results.PutAsync(bench.Name, section, cancellationToken);
            Console.WriteLine(section);
            return true;
        }
        catch (Exception exception) when (exception is BenchException or TimeoutException)
        {
            progress.Say(exception.Message);
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.Say("stopped");
            return false;
        }
    }
}
