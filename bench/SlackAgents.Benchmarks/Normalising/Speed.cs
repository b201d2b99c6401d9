using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.Normalising;

/// <param name="Characters">Of a line, on average.</param>
internal sealed record Speed(long Lines, long Characters)
{
    public Samples Megabytes { get; } = new();

    public Samples Events { get; } = new();

    public Samples Microseconds { get; } = new();

    public Samples Kilobytes { get; } = new();

    public void Add(double seconds, double megabytes, long events, long lines, double kilobytes)
    {
        Megabytes.Add(megabytes / seconds);
        Events.Add(events / seconds);
        Microseconds.Add(seconds / lines * 1e6);
        Kilobytes.Add(kilobytes / lines);
    }
}
