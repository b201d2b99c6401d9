namespace SlackAgents.Tests.Playground;

/// <summary>A clock that moves when the test says so. Timers are not offered: nothing tested with it waits.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
