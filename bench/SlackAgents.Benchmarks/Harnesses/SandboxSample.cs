namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>A task done by the product, in a sandbox.</summary>
/// <param name="Before">From the command to the start of the agent CLI.</param>
/// <param name="FirstEvent">From the start of the agent CLI to the first event of its session.</param>
/// <param name="Turn">From its first line to its last word.</param>
/// <param name="Closing">From there to the end of its process.</param>
/// <param name="Process">From its start to its end.</param>
/// <param name="After">From there to the pull request.</param>
/// <param name="Memory">What the container and its largest process needed at the most.</param>
internal sealed record SandboxSample(TimeSpan Before, TimeSpan FirstEvent, TimeSpan Turn, TimeSpan Closing, TimeSpan Process, TimeSpan After, PeakMemory Memory)
{
    public TimeSpan Whole => Before + Process + After;
}
