using System.Globalization;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Reports;

/// <summary>The machine that figures were taken on: without it they say nothing.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var processors = await File.ReadAllLinesAsync("/proc/cpuinfo", cancellationToken);
        var model = processors.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";
        var memory = await File.ReadAllLinesAsync("/proc/meminfo", cancellationToken);
        var gibibytes = long.Parse(memory[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0 / 1024.0;
        var kernel = (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", cancellationToken)).Trim();
        var load = (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ');
        await using var engine = EngineStage.Open();
        var version = await engine.Client.System.GetVersionAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{now:yyyy-MM-dd HH:mm} UTC · {Environment.ProcessorCount} cores ({model}), {gibibytes:0} GiB, kernel {kernel}, engine {version.Version}, .NET {Environment.Version} · load average at the start {load[0]} {load[1]} {load[2]}");
    }

    /// <summary>The load average of the last minute.</summary>
    public static async Task<double> LoadAsync(CancellationToken cancellationToken) =>
        double.Parse((await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0], CultureInfo.InvariantCulture);
}
