using SlackAgents.Gateway.Doors;

namespace SlackAgents.Tests.Gateway.Doors;

internal sealed class RequestRateTests
{
    [Test]
    public void Twice_the_rate_may_come_at_once_and_then_the_rate()
    {
        var time = new ManualTime();
        var rate = new RequestRate(10, time);

        Assert.That(Enumerable.Range(0, 25).Count(_ => rate.TryTake()), Is.EqualTo(20));
        time.Now += TimeSpan.FromSeconds(1);
        Assert.That(Enumerable.Range(0, 25).Count(_ => rate.TryTake()), Is.EqualTo(10));
    }

    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
