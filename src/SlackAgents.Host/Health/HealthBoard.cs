using System.Collections.Immutable;

namespace SlackAgents.Host.Health;

/// <summary>
/// The last word of every probe. Reading it costs nothing. A probe that has not spoken yet, or not for long, counts as
/// bad news.
/// </summary>
internal sealed class HealthBoard(IEnumerable<IHealthProbe> probes, TimeProvider timeProvider)
{
    private readonly ImmutableArray<IHealthProbe> _probes = [.. probes];

    private ImmutableDictionary<string, Report> _reports = ImmutableDictionary<string, Report>.Empty;

    public IReadOnlyList<IHealthProbe> Probes => _probes;

    /// <summary>Records what a probe said.</summary>
    /// <returns>Whether it says something else than before.</returns>
    public bool Record(string probe, IReadOnlyList<string> reasons)
    {
        var before = _reports.GetValueOrDefault(probe);
        var report = new Report([.. reasons], timeProvider.GetUtcNow());
        ImmutableInterlocked.AddOrUpdate(ref _reports, probe, report, (_, _) => report);
        return before is null || !before.Reasons.SequenceEqual(report.Reasons, StringComparer.Ordinal);
    }

    /// <summary>Why no command can be served; empty when all is well.</summary>
    public IReadOnlyList<string> Reasons() => Reasons(onlyWarns: false);

    /// <summary>What is wrong although commands can be served.</summary>
    public IReadOnlyList<string> Warnings() => Reasons(onlyWarns: true);

    private IReadOnlyList<string> Reasons(bool onlyWarns)
    {
        var reports = _reports;
        var now = timeProvider.GetUtcNow();
        return [.. _probes.Where(probe => probe.OnlyWarns == onlyWarns).SelectMany(probe => ReasonsOf(probe, reports.GetValueOrDefault(probe.Name), now))];
    }

    private static ImmutableArray<string> ReasonsOf(IHealthProbe probe, Report? report, DateTimeOffset now)
    {
        if (report is null)
        {
            return [$"The {probe.Name} has not been looked at yet. Ask again in a few seconds."];
        }

        // Three periods and the time-out of one look: later than that the probe hangs or its loop is gone.
        var age = now - report.At;
        return age > (probe.Period * 3) + HealthMonitor.Timeout
            ? [$"The {probe.Name} has not been looked at for {age.TotalSeconds:0} s. If this stays, restart the host and keep its log."]
            : report.Reasons;
    }

    private sealed record Report(ImmutableArray<string> Reasons, DateTimeOffset At);
}
