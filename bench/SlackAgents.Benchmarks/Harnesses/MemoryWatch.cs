using System.Globalization;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>Asks the kernel about a container until it is gone. The kernel keeps the peaks itself, so seldom is often enough.</summary>
internal sealed class MemoryWatch
{
    private const double KilobytesPerMegabyte = 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Where a container's control group lies: version 1; version 2 with cgroupfs, and with systemd.</summary>
    private static readonly (string Folder, string Peak)[] Places =
    [
        ("/sys/fs/cgroup/memory/docker/{0}", "memory.max_usage_in_bytes"),
        ("/sys/fs/cgroup/docker/{0}", "memory.peak"),
        ("/sys/fs/cgroup/system.slice/docker-{0}.scope", "memory.peak"),
    ];

    private double? _container;
    private double? _process;
    private string? _name;

    public async Task<PeakMemory> WatchAsync(string container, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var (folder, peak) in Places)
            {
                Look(string.Format(CultureInfo.InvariantCulture, folder, container), peak);
            }

            try
            {
                await Waiting.PauseAsync(Pause, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return new PeakMemory(_container, _process, _name);
    }

    private void Look(string folder, string peak)
    {
        if (Read(Path.Combine(folder, peak)) is not { } text || !long.TryParse(text, CultureInfo.InvariantCulture, out var bytes))
        {
            return;
        }

        _container = bytes / KilobytesPerMegabyte / KilobytesPerMegabyte;
        foreach (var process in (Read(Path.Combine(folder, "cgroup.procs")) ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read($"/proc/{process}/status") is { } status && Field(status, "VmHWM:") is { } resident && resident > (_process ?? 0))
            {
                (_process, _name) = (resident, Value(status, "Name:"));
            }
        }
    }

    /// <summary>Processes and containers end while they are looked at.</summary>
    private static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double? Field(string status, string name) =>
        Value(status, name)?.Split(' ')[0] is { } number ? double.Parse(number, CultureInfo.InvariantCulture) / KilobytesPerMegabyte : null;

    private static string? Value(string status, string name) =>
        status.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
}
