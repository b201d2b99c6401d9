using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Faults;

/// <summary>Slack limits, fails, hangs up: nothing is lost, nothing said twice, no limit broken by us.</summary>
internal sealed class SlackFaultTests : StageTests
{
    [Test]
    public async Task A_429_on_the_last_message_delays_it_and_no_more()
    {
        var run = await Stage.RunAsync("[[fake:talk]] be patient");
        Slack.FailNext("chat.postMessage", 429, "ratelimited", times: 2, retryAfter: TimeSpan.FromSeconds(2));

        await run.EndAsync();
        await NextRunAsync();

        Assert.That(run.Ends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_429_on_updates_leaves_the_card_right_in_the_end()
    {
        Slack.FailNext("chat.update", 429, "ratelimited", times: 3, retryAfter: TimeSpan.FromSeconds(1));
        var run = await Stage.RunAsync("[[fake:commit]] update me");

        await run.EndAsync();

        await run.CardSaysAsync("Pull request ready");
    }

    [TestCase("chat.postMessage")]
    [TestCase("chat.update")]
    [TestCase("users.info")]
    public async Task Errors_of_the_service_are_ridden_out(string method)
    {
        Slack.FailNext(method, 500, times: 3);
        var run = await Stage.RunAsync($"[[fake:talk]] ride out {method.Replace('.', ' ')}");

        await run.EndAsync();
        await run.CardSaysAsync("Finished");

        Assert.That(run.Ends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_whose_answer_was_lost_is_not_posted_twice()
    {
        var run = await Stage.RunAsync("[[fake:talk]] say it once");
        Slack.LoseAnswerOfNext("chat.postMessage", times: 2);

        await run.EndAsync();
        await NextRunAsync();

        Assert.That(run.Ends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task All_sockets_break_in_the_middle_of_a_run_and_replies_said_meanwhile_are_not_lost()
    {
        var run = await Stage.RunAsync("[[fake:slow]] the line breaks");
        await run.AgentAsksAsync("slow", 0);

        Slack.DropConnections();
        run.Reply("alice", "[[fake:talk]] said while the line was down");
        await Slack.WaitForConnectionsAsync(2, Stage.Patience, default);
        var end = await run.EndAsync(turn: 2);

        Assert.That(end.AllText, Does.Contain("Just talking"));
    }

    [SetUp]
    public void RepeatEventsSoon() => Slack.EventRetryDelays = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    [TestCase("warning")]
    [TestCase("refresh_requested")]
    public async Task A_disconnect_that_slack_announces_loses_nothing(string reason)
    {
        var before = Slack.ConnectionsEver;
        var task = Stage.Unique("[[fake:talk]] right after the announcement");
        await Slack.SendDisconnectAsync(reason, default);

        Slack.Post("alice", Stage.Channel, $"<@{Slack.State.Settings.BotUserId}> repo=acme/widgets {task}");
        var run = await Stage.RunOfAsync(task);
        await run.EndAsync();

        await Slack.WaitUntilAsync(() => Slack.ConnectionsEver > before && Slack.Connections >= 2, Stage.Patience, default);
        Assert.That(run.Ends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_reply_said_while_the_host_was_down_is_read_at_the_start()
    {
        var run = await Stage.RunAsync("[[fake:talk]] before the pause");
        await run.EndAsync();
        Slack.EventRetryDelays = [];
        await Stage.Product.KillAsync();

        run.Reply("alice", "[[fake:talk]] said to nobody");
        await Slack.WhenDeliveredAsync(default);
        await Stage.Product.StartAsync();
        var end = await run.EndAsync(turn: 2);

        Assert.That(end.AllText, Does.Contain("Just talking"));
    }

    [OneTimeTearDown]
    public void Nothing_was_late_or_too_fast()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Slack.RateBreaches, Is.Empty, "No limit of Slack was broken.");
            Assert.That(Slack.LateAcks, Is.Empty);
            Assert.That(Slack.ProtocolViolations, Is.Empty);
        }
    }

    private async Task NextRunAsync()
    {
        var next = await Stage.RunAsync("[[fake:talk]] the one after");
        await next.EndAsync();
    }
}
