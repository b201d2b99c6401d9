namespace SlackAgents.Gateway.Providers;

/// <summary>Reads usage from an answer while it passes. Bytes may be split anywhere.</summary>
internal interface IUsageMeter
{
    void Feed(ReadOnlySpan<byte> bytes);

    /// <summary>What was seen. May be asked after half an answer.</summary>
    MeterReading Read();
}
