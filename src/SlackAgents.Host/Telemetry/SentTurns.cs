namespace SlackAgents.Host.Telemetry;

/// <summary>What was sent of a run.</summary>
/// <param name="Turns">Numbers of the turns that a collector has, or never will take.</param>
internal sealed record SentTurns(IReadOnlyList<int> Turns)
{
    public static SentTurns None { get; } = new([]);
}
