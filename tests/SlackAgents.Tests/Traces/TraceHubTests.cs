using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;

namespace SlackAgents.Tests.Traces;

[TestFixture]
internal sealed class TraceHubTests
{
    private readonly TraceHub _hub = new();

    [Test]
    public void The_first_wait_returns_at_once_and_the_second_waits()
    {
        using var subscription = _hub.Subscribe(Some.RunId());

        Assert.That(subscription.WaitAsync(CancellationToken.None).IsCompletedSuccessfully, Is.True);
        Assert.That(subscription.WaitAsync(CancellationToken.None).IsCompleted, Is.False);
    }

    [Test]
    public async Task Signals_that_come_while_one_reads_are_kept_as_one()
    {
        var run = Some.RunId();
        using var subscription = _hub.Subscribe(run);
        await subscription.WaitAsync(CancellationToken.None);

        _hub.Publish(run);
        _hub.Publish(run);

        Assert.That(subscription.WaitAsync(CancellationToken.None).IsCompletedSuccessfully, Is.True);
        Assert.That(subscription.WaitAsync(CancellationToken.None).IsCompleted, Is.False);
    }

    [Test]
    public async Task Only_those_of_the_run_who_still_listen_are_told()
    {
        var run = Some.RunId();
        using var other = _hub.Subscribe(Some.RunId());
        var gone = _hub.Subscribe(run);
        await other.WaitAsync(CancellationToken.None);
        await gone.WaitAsync(CancellationToken.None);
        gone.Dispose();

        _hub.Publish(run);

        Assert.That(other.WaitAsync(CancellationToken.None).IsCompleted, Is.False);
        Assert.That(gone.WaitAsync(CancellationToken.None).IsCompleted, Is.False);
    }

    [Test]
    public async Task Five_thousand_viewers_are_all_woken()
    {
        var run = Some.RunId();
        var subscriptions = Enumerable.Range(0, 5000).Select(_ => _hub.Subscribe(run)).ToList();
        await Task.WhenAll(subscriptions.Select(subscription => subscription.WaitAsync(CancellationToken.None)));
        var waits = subscriptions.Select(subscription => subscription.WaitAsync(CancellationToken.None)).ToList();

        _hub.Publish(run);

        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(30));
        subscriptions.ForEach(subscription => subscription.Dispose());
        Assert.That(waits, Has.All.Property(nameof(Task.IsCompletedSuccessfully)).True);
    }
}
