namespace SlackAgents.Benchmarks.FirstEvent;

/// <param name="Create">The create call.</param>
/// <param name="Start">The start call.</param>
/// <param name="Cli">From there to the CLI's first event.</param>
internal sealed record FloorSample(TimeSpan Create, TimeSpan Start, TimeSpan Cli, TimeSpan Total);
