namespace SlackAgents.Benchmarks.FirstEvent;

/// <summary>The parts of the way from the acknowledgement to the first event of the agent. Together they are the whole.</summary>
internal sealed record ProductSample(IReadOnlyList<(string Part, TimeSpan Time)> Parts, TimeSpan Mirror)
{
    public TimeSpan Total => Parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Time);
}
