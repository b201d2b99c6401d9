using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.HotPaths;

/// <summary>The few functions that run for every line of every agent, by BenchmarkDotNet.</summary>
internal sealed class MicroBench : IBench
{
    public string Name => "micro";

    public string Title => "Per line of an agent's output";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        progress.Say("BenchmarkDotNet, short job");
        // In this process: building a project of its own would ask for packages and take longer than the measurement.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).AddColumnProvider(DefaultColumnProviders.Instance);
        var summary = await Task.Run(() => BenchmarkRunner.Run<LineBenchmarks>(config), cancellationToken);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
        {
            throw new BenchException("BenchmarkDotNet could not run: " + string.Join(' ', summary.ValidationErrors.Select(error => error.Message)));
        }

        var table = new Table("operation", "mean, µs", "± (99.9 %)", "allocated, kB");
        foreach (var report in summary.Reports)
        {
            table.Row(
                report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                Microseconds(report.ResultStatistics!.Mean),
                Microseconds(report.ResultStatistics.ConfidenceInterval.Margin),
                Kilobytes(report));
        }

        return $"""
            BenchmarkDotNet {typeof(BenchmarkRunner).Assembly.GetName().Version?.ToString(3)}, short job in process, over the real CLI's recorded lines (about 850 characters each).

            {table}
            """;
    }

    private static string Microseconds(double nanoseconds) => (nanoseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Kilobytes(BenchmarkReport report) =>
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes ? (bytes / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
