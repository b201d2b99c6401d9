using SlackAgents.Core.Replies;
using SlackAgents.Slack.Pacing;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Slack.Pacing;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class TokenBucketTests
{
    [Test]
    public async Task After_the_burst_one_call_a_second_goes_through(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        using var bucket = new TokenBucket(2, TimeSpan.FromSeconds(1), time);
        await bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);
        await bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);
        var third = bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);
        var fourth = bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);

        time.Advance(TimeSpan.FromSeconds(0.9));
        var early = third.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(0.2));
        await third;
        var tooMany = fourth.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(1));
        await fourth;

        Assert.That((early, tooMany), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task The_end_of_a_turn_overtakes_progress(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        using var bucket = new TokenBucket(1, TimeSpan.FromSeconds(1), time);
        await bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);
        var progress = bucket.AcquireAsync(OutboxPriority.Low, cancellationToken);
        var terminal = bucket.AcquireAsync(OutboxPriority.Terminal, cancellationToken);

        time.Advance(TimeSpan.FromSeconds(1.1));
        await terminal;
        var overtaken = !progress.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(1.1));
        await progress;

        Assert.That(overtaken, Is.True);
    }

    [Test]
    public async Task Who_gives_up_takes_no_turn_away(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        using var bucket = new TokenBucket(1, TimeSpan.FromSeconds(1), time);
        using var gaveUp = new CancellationTokenSource();
        await bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);
        var first = bucket.AcquireAsync(OutboxPriority.Normal, gaveUp.Token);
        var second = bucket.AcquireAsync(OutboxPriority.Normal, cancellationToken);

        await gaveUp.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(1.1));
        await second;

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(0, 3)]
    [TestCase(1, 3)]
    [TestCase(15, 25)]
    [TestCase(100, 166.667)]
    public void Cards_slow_down_with_the_number_of_live_runs(int runs, double seconds)
    {
        Assert.That(CardPace.GetInterval(runs).TotalSeconds, Is.EqualTo(seconds).Within(0.01));
    }
}
