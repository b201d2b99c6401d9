using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Runs.Live;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What goes on beside the reading of a turn: its limits, a stop, and what people say to it.</summary>
internal sealed class TurnWatch(TurnLimits limits, TurnStops stops, TurnSteering steering)
{
    /// <summary>Returns when <paramref name="over"/> is cancelled, at the latest.</summary>
    public Task WatchAsync(Run run, IHarness harness, LiveRun live, TurnInput input, OutputMeter meter, CancellationToken over) => Task.WhenAll(
        limits.WatchAsync(run, live, meter, over),
        stops.StopWhenAskedAsync(input.Sandbox, harness, live, input, over),
        steering.SteerAsync(run, harness, live, input, over));
}
