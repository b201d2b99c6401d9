using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Threads;

/// <summary>What is delivered twice happens once.</summary>
internal sealed class OnceTests : StageTests
{
    [Test]
    public async Task A_mention_delivered_five_times_on_all_sockets_is_one_run()
    {
        Slack.DeliverEachEventTimes = 5;
        var task = Stage.Unique("[[fake:commit]] once");

        await Slack.PostMessageAsync("alice", Stage.Channel, $"<@{Slack.State.Settings.BotUserId}> repo=acme/widgets {task}", null, default);
        var run = await Stage.RunOfAsync(task);
        await run.EndAsync();

        await AssertOnceAsync(task, run);
        Assert.That(Slack.EventDeliveries.Count(delivery => delivery.EventType is "app_mention"), Is.GreaterThanOrEqualTo(5), "It was delivered that often.");
    }

    [Test]
    public async Task An_event_that_slack_repeats_later_changes_nothing()
    {
        var task = Stage.Unique("[[fake:talk]] repeated later");
        await Slack.PostMessageAsync("alice", Stage.Channel, $"<@{Slack.State.Settings.BotUserId}> repo=acme/widgets {task}", null, default);
        var run = await Stage.RunOfAsync(task);
        await run.EndAsync();

        var attempts = await Slack.RedeliverLastAsync(5, "app_mention", default);

        Assert.That(attempts, Is.All.Matches<Playground.Slack.Delivery.DeliveryAttempt>(attempt => attempt.Acknowledged));
        await AssertOnceAsync(task, run);
    }

    [Test]
    public async Task A_reply_delivered_five_times_is_one_turn()
    {
        var run = await Stage.RunAsync("[[fake:talk]] hello");
        await run.EndAsync();

        Slack.DeliverEachEventTimes = 5;
        run.Reply("alice", "[[fake:talk]] once please");
        await run.EndAsync(turn: 2);
        await Slack.WhenDeliveredAsync(default);
        await NothingIsLeftToDoAsync();

        Assert.That(run.Ends, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_double_click_on_retry_is_one_turn()
    {
        var run = await Stage.RunAsync("[[fake:loop]] stop me");
        await run.AgentAsksAsync("loop", 1);
        run.Reply("alice", "stop");
        var end = await run.EndAsync();
        Model.Script("loop", Playground.Model.ModelStep.Say("This time I end."));

        await Task.WhenAll(
            Slack.ClickAsync("alice", Stage.Channel, end.Ts, "Retry", default),
            Slack.ClickAsync("alice", Stage.Channel, end.Ts, "Retry", default));
        await run.EndAsync(turn: 2);
        await NothingIsLeftToDoAsync();

        Assert.That(run.Ends, Has.Count.EqualTo(2));
    }

    private async Task AssertOnceAsync(string task, AgentRun run)
    {
        await NothingIsLeftToDoAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Stage.Cards.Where(card => card.Text.Contains(task.Split(' ')[0], StringComparison.Ordinal)), Has.Exactly(1).Items);
            Assert.That(run.Ends, Has.Count.EqualTo(1));
            Assert.That(run.PullRequests, Has.Count.LessThanOrEqualTo(1));
        }
    }

    /// <summary>The inbox is worked off in order: once a later command is answered, everything before it was handled.</summary>
    private async Task NothingIsLeftToDoAsync()
    {
        var run = await Stage.RunAsync("[[fake:talk]] the one after");
        await run.EndAsync();
    }
}
