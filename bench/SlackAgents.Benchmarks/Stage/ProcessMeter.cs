using System.Globalization;

namespace SlackAgents.Benchmarks.Stage;

/// <summary>What the kernel says about a process.</summary>
internal static class ProcessMeter
{
    private const double TicksPerSecond = 100; // USER_HZ, fixed for user space. man 5 proc

    /// <summary>Resident memory in MiB.</summary>
    public static double ResidentMegabytes(int process) => Field(process, "VmRSS:") / 1024.0;

    /// <summary>Resident memory that belongs to no file, in MiB: what the process itself asked for.</summary>
    public static double AnonymousMegabytes(int process) => Field(process, "RssAnon:") / 1024.0;

    /// <summary>Seconds of processor time so far, user and system.</summary>
    public static double CpuSeconds(int process)
    {
        var line = File.ReadAllText($"/proc/{process}/stat");
        // The name is in brackets and may hold spaces; counted from behind it, utime and stime are the 12th and 13th.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long Field(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);
    }
}
