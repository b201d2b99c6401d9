namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>A task done without the product: git and the agent CLI as plain processes of this machine.</summary>
/// <param name="FirstLine">From the start of the process to the first line that it printed.</param>
/// <param name="Closing">From its last line to its end.</param>
/// <param name="Process">From its start to its end.</param>
internal sealed record OutsideSample(TimeSpan Cloning, TimeSpan FirstLine, TimeSpan Closing, TimeSpan Process, TimeSpan Push)
{
    public TimeSpan Whole => Cloning + Process + Push;
}
