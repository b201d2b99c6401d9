using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Testing.Clients;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class OfficialBoltTests : PlaygroundFixture
{
    [Test]
    public async Task The_official_socket_mode_app_takes_a_command_and_posts_a_card_that_can_be_clicked()
    {
        await using var app = await StartSocketAppAsync();

        var receipt = await Server.Slack.SendCommandAsync("alice", "#agent-runs", "/agent fix @bob's <typo>", CancellationToken.None);
        var card = await Server.Slack.WaitForMessageAsync(message => message.Buttons.Count > 0, Patience, CancellationToken.None);
        var answer = await receipt.WaitForResponseAsync(Patience, CancellationToken.None);
        var click = await Server.Slack.ClickAsync("bob", "#agent-runs", card.Ts, "Stop", CancellationToken.None);
        await Server.Slack.WaitForMessageAsync(message => message.Ts == card.Ts && message.Text == "Stopped", Patience, CancellationToken.None);

        var command = await app.WaitForAsync("command");
        var action = await app.WaitForAsync("action");
        Assert.Multiple(() =>
        {
            Assert.That(receipt.Acknowledged, Is.True, receipt.Error);
            Assert.That(receipt.Text, Is.EqualTo("working on: fix <@U0BOB00001>'s &lt;typo&gt;"));
            Assert.That(command["text"]!.GetValue<string>(), Is.EqualTo("fix <@U0BOB00001>'s &lt;typo&gt;"));
            Assert.That(answer.Text, Is.EqualTo("said on the response_url"));
            Assert.That(Server.Slack.EphemeralsFor("alice").Select(message => message.Text), Does.Contain("said on the response_url"));
            Assert.That(click.Acknowledged, Is.True, click.Error);
            Assert.That(action["user"]!.GetValue<string>(), Is.EqualTo("U0BOB00001"));
            Assert.That(action["value"]!.GetValue<string>(), Is.EqualTo("run-1"));
            Assert.That(Server.Slack.ProtocolViolations, Is.Empty);
            Assert.That(Server.Slack.LateAcks, Is.Empty);
        });
    }

    [Test]
    public async Task The_official_socket_mode_app_hears_mentions_messages_and_reactions()
    {
        await using var app = await StartSocketAppAsync();

        var asked = Server.Slack.Post("alice", "#agent-runs", "@agent ping");
        var reply = await Server.Slack.WaitForMessageAsync(message => message.ThreadTs == asked.Ts, Patience, CancellationToken.None);
        Server.Slack.React("bob", "#agent-runs", reply.Ts, "x");

        var mention = await app.WaitForAsync("mention");
        var heard = await app.WaitForAsync("message");
        var reaction = await app.WaitForAsync("reaction");
        await Server.Slack.WhenDeliveredAsync(CancellationToken.None);
        var twins = Server.Slack.EventDeliveries.Where(delivery => delivery.OuterJson.Contains(asked.Ts, StringComparison.Ordinal) && delivery.EventType is "app_mention" or "message").Take(2).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(mention["text"]!.GetValue<string>(), Is.EqualTo("<@U0AGENT001> ping"));
            Assert.That(heard["text"]!.GetValue<string>(), Is.EqualTo("<@U0AGENT001> ping"));
            Assert.That(reaction["name"]!.GetValue<string>(), Is.EqualTo("x"));
            Assert.That(twins.Select(delivery => delivery.EventType), Is.EquivalentTo(new[] { "app_mention", "message" }));
            Assert.That(twins[0].EventId, Is.Not.EqualTo(twins[1].EventId));
            Assert.That(Server.Slack.EventDeliveries.All(delivery => delivery.Acknowledged), Is.True);
        });
    }

    [Test]
    public async Task The_official_socket_mode_app_comes_back_after_its_socket_broke()
    {
        await using var app = await StartSocketAppAsync();

        Server.Slack.DropConnections();
        await Server.Slack.WaitUntilAsync(() => Server.Slack is { Connections: 1, ConnectionsEver: 2 }, Patience, CancellationToken.None);
        var receipt = await Server.Slack.SendCommandAsync("alice", "#agent-runs", "/agent again", CancellationToken.None);

        Assert.That(receipt.Text, Is.EqualTo("working on: again"));
    }

    /// <summary>Everything that people do in Slack, once: on both transports the same handlers run with the same words.</summary>
    [Test]
    public async Task The_same_official_app_sees_the_same_on_both_transports()
    {
        var overSocket = await WalkThroughAsync();
        await StopServerAsync();
        await StartServerAsync();
        var overHttp = await WalkThroughAsync(http: true);

        Assert.Multiple(() =>
        {
            Assert.That(overHttp, Is.EqualTo(overSocket));
            Assert.That(overSocket, Has.Count.EqualTo(24));
            Assert.That(overSocket, Has.None.Contains("\"error\""));
        });
    }

    private static Dictionary<string, IReadOnlyList<string>> Entered(params (string Field, string Value)[] answers) =>
        answers.ToDictionary(answer => answer.Field, answer => (IReadOnlyList<string>)[answer.Value], StringComparer.Ordinal);

    private async Task<List<string>> WalkThroughAsync(bool http = false)
    {
        await using var app = http ? await StartHttpAppAsync() : await StartSocketAppAsync();
        var walk = new BoltWalk(Server.Slack, app);
        await walk.CommandAndFormAsync(Entered(("Task", "short"), ("Repository", "acme/website")), Entered(("Task", "fix the typo"), ("Repository", "acme/website"), ("Options", "plan")));
        await walk.ShortcutsAsync();
        await walk.CardAsync();
        await walk.MessagesAsync();
        await walk.HomeAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Server.Slack.ProtocolViolations, Is.Empty);
            Assert.That(Server.Slack.LateAcks, Is.Empty);
            Assert.That(Server.Slack.Requests.Where(request => request.Error is not null).Select(request => $"{request.Method} {request.Error}"), Is.Empty);
        });
        return walk.Trace;
    }

    private async Task<NodeClient> StartHttpAppAsync()
    {
        var app = await NodeClient.StartAsync("bolt.mjs", "http", Server.SlackApiUrl, Server.SigningSecret, Server.BotToken);
        var port = (await app.WaitForAsync("ready"))["port"]!.GetValue<int>();
        var address = new Uri($"http://127.0.0.1:{port}/slack/events");
        Server.Slack.RequestUrls = new RequestUrls(address, address, address);
        return app;
    }

    private async Task<NodeClient> StartSocketAppAsync()
    {
        var app = await NodeClient.StartAsync("bolt.mjs", "socket", Server.SlackApiUrl, Server.AppToken, Server.BotToken);
        await app.WaitForAsync("ready");
        await Server.Slack.WaitForConnectionsAsync(1, Patience, CancellationToken.None);
        return app;
    }
}
