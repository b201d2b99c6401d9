using SlackAgents.Playground.Slack.Api;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class RateGateTests
{
    private static readonly SlackMethod Post = new("chat.postMessage", SlackTokenKind.Bot, [], 600, true, [], _ => []);
    private static readonly SlackMethod Update = new("chat.update", SlackTokenKind.Bot, [], 50, true, [], _ => []);

    private readonly SteppedTime _time = new();

    [Test]
    public void A_short_burst_of_posts_passes_and_then_one_a_second()
    {
        var gate = new RateGate(_time);

        var burst = Enumerable.Range(0, 5).Select(_ => gate.Admit(Post, "C1")).ToList();
        var tooMuch = gate.Admit(Post, "C1");
        var elsewhere = gate.Admit(Post, "C2");
        _time.Advance(TimeSpan.FromSeconds(1));
        var later = gate.Admit(Post, "C1");

        Assert.Multiple(() =>
        {
            Assert.That(burst, Is.All.Null);
            Assert.That(tooMuch, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(elsewhere, Is.Null);
            Assert.That(later, Is.Null);
            Assert.That(gate.Breaches.Snapshot.Single().ChannelId, Is.EqualTo("C1"));
        });
    }

    [Test]
    public void A_tier_three_method_is_stopped_within_the_minute_and_free_after_it()
    {
        var gate = new RateGate(_time);

        var passed = Enumerable.Range(0, 100).Count(_ => gate.Admit(Update, "C1") is null);
        _time.Advance(TimeSpan.FromMinutes(1));
        var later = gate.Admit(Update, "C1");

        Assert.Multiple(() =>
        {
            Assert.That(passed, Is.EqualTo(60), "fifty and the burst");
            Assert.That(later, Is.Null);
        });
    }

    [Test]
    public void Nothing_is_refused_while_relaxed()
    {
        var gate = new RateGate(_time) { Mode = RateLimits.Relaxed };

        Assert.That(Enumerable.Range(0, 500).Select(_ => gate.Admit(Post, "C1")), Is.All.Null);
    }
}
