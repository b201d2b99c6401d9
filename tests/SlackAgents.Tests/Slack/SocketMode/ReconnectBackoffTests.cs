using SlackAgents.Slack.SocketMode;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Slack.SocketMode;

[TestFixture]
internal sealed class ReconnectBackoffTests
{
    [Test]
    public void Failures_wait_longer_and_longer_up_to_half_a_minute()
    {
        var backoff = new ReconnectBackoff(new ManualTimeProvider(), () => 1.0);

        var seconds = Enumerable.Range(0, 8).Select(_ => backoff.AfterFailure(retryAfter: null).TotalSeconds).ToList();

        Assert.That(seconds, Is.EqualTo(new double[] { 1, 2, 4, 8, 16, 30, 30, 30 }));
    }

    [Test]
    public void Slacks_own_pause_is_kept()
    {
        var backoff = new ReconnectBackoff(new ManualTimeProvider(), () => 0.5);

        Assert.That(backoff.AfterFailure(TimeSpan.FromSeconds(20)), Is.EqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public void A_socket_that_lived_makes_the_past_forgotten()
    {
        var time = new ManualTimeProvider();
        var backoff = new ReconnectBackoff(time, () => 1.0);
        backoff.AfterFailure(retryAfter: null);
        backoff.AfterFailure(retryAfter: null);
        var opened = time.GetTimestamp();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(backoff.AfterEnd(SocketEnd.Lost, opened), Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void Announced_ends_in_quick_succession_are_slowed_down()
    {
        var time = new ManualTimeProvider();
        var backoff = new ReconnectBackoff(time, () => 1.0);

        var pauses = Enumerable.Range(0, 4).Select(_ => backoff.AfterEnd(SocketEnd.Refresh, time.GetTimestamp()).TotalSeconds).ToList();

        Assert.That(pauses, Is.EqualTo(new double[] { 0, 0, 4, 8 }));
    }
}
