namespace SlackAgents.Host.Telemetry;

/// <summary>How sending goes, for health.</summary>
internal sealed class TelemetryStatus
{
    private volatile string? _failure;

    /// <summary>What is wrong; null when the last attempt went well.</summary>
    public string? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    public IReadOnlyList<string> Reasons => Failure is { } failure
        ? [failure + " Spans wait and are sent later; runs do not wait for them. Look at Telemetry:OtlpEndpoint, Telemetry:Protocol and Telemetry:Headers."]
        : [];
}
