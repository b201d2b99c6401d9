namespace SlackAgents.Host.Telemetry;

/// <summary>Moments as OTLP has them.</summary>
internal static class SpanTime
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Since 1970; 0 for anything before.</summary>
    public static ulong Nanoseconds(DateTimeOffset at) => (ulong)(Math.Max(0, at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * NanosecondsPerTick);
}
