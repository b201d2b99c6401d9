namespace SlackAgents.Host.RunList;

/// <summary>What only those who run the installation are shown.</summary>
internal sealed record OperatorView
{
    /// <summary>Null when the engine does not answer.</summary>
    public IReadOnlyList<SandboxView>? Sandboxes { get; init; }

    public required SandboxLimits Limits { get; init; }

    public required QueueView Queue { get; init; }

    public required HealthView Health { get; init; }

    public required IReadOnlyList<ProviderView> Providers { get; init; }

    /// <summary>What runs fall back to, as <c>harness · model</c>; null when nothing is set.</summary>
    public string? Fallback { get; init; }

    /// <summary>Runs under way that fell back.</summary>
    public required int FellBack { get; init; }

    public DiskView? Disk { get; init; }
}

/// <param name="Title">Null when the run is not known here.</param>
internal sealed record SandboxView(string Id, string? Run, string? Title, string? Link, string State, DateTimeOffset CreatedAt);

/// <summary>Of each sandbox.</summary>
internal sealed record SandboxLimits(double Cpus, int MemoryMb, int Pids, int DiskMb);

internal sealed record QueueView(int Live, int Places, int Waiting);

/// <param name="Status">healthy, degraded, unhealthy; as <c>/healthz</c> says it.</param>
internal sealed record HealthView(string Status, IReadOnlyList<string> Reasons, IReadOnlyList<string> Warnings);

/// <summary>How a model provider answered in the last minutes.</summary>
internal sealed record ProviderView(string Name, int Calls, int Failures, double MeanMilliseconds, int? LastStatus, DateTimeOffset? LastFailedAt, bool FailsNow);

/// <summary>Where the data directory lies.</summary>
internal sealed record DiskView(long FreeBytes, long TotalBytes, long DatabaseBytes);
