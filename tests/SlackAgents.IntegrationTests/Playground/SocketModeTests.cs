using System.Net.WebSockets;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Api;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class SocketModeTests
{
    private string _folder = string.Empty;
    private PlaygroundServer _server = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("playground-tests-").FullName;
        _server = await PlaygroundServer.StartAsync(
            new PlaygroundOptions
            {
                DataDirectory = _folder,
                Slack = new SlackSettings { RateLimits = RateLimits.Relaxed, AcknowledgementLimit = TimeSpan.FromMilliseconds(300), EventRetryDelays = [TimeSpan.Zero, TimeSpan.Zero] },
            },
            CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task An_unacknowledged_event_comes_again_with_the_same_event_id_in_a_new_envelope()
    {
        await using var socket = await SocketClient.ConnectAsync(_server);
        await socket.ReceiveAsync();

        _server.Slack.Post("alice", "#agent-runs", "hello");
        var first = (await socket.ReceiveAsync())!;
        var second = (await socket.ReceiveAsync())!;
        await socket.AcknowledgeAsync(second);
        await _server.Slack.WhenDeliveredAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(second["payload"]!["event_id"]!.ToString(), Is.EqualTo(first["payload"]!["event_id"]!.ToString()));
            Assert.That(second["envelope_id"]!.ToString(), Is.Not.EqualTo(first["envelope_id"]!.ToString()));
            Assert.That(second["retry_attempt"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(second["retry_reason"]!.ToString(), Is.EqualTo("timeout"));
            Assert.That(_server.Slack.EventDeliveries.Single().Attempts, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task An_unacknowledged_command_times_out_and_is_on_record()
    {
        await using var socket = await SocketClient.ConnectAsync(_server);

        var receipt = await _server.Slack.SendCommandAsync("alice", "#agent-runs", "/agent hello", CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(receipt.Error, Is.EqualTo("operation_timeout"));
            Assert.That(_server.Slack.LateAcks.Single().Type, Is.EqualTo("slash_commands"));
        });
    }

    [Test]
    public async Task Without_a_socket_a_command_fails_at_once()
    {
        var receipt = await _server.Slack.SendCommandAsync("alice", "#agent-runs", "/agent hello", CancellationToken.None);

        Assert.That(receipt.Error, Is.EqualTo("dispatch_failed"));
    }

    [Test]
    public async Task A_ticket_opens_one_socket_only()
    {
        var address = await SocketClient.AddressAsync(_server);
        using var first = new ClientWebSocket();
        using var second = new ClientWebSocket();

        await first.ConnectAsync(address, CancellationToken.None);

        Assert.That(async () => await second.ConnectAsync(address, CancellationToken.None), Throws.InstanceOf<WebSocketException>());
    }

    [Test]
    public async Task The_eleventh_socket_is_sent_away()
    {
        var open = new List<SocketClient>();
        for (var index = 0; index < 10; index++)
        {
            open.Add(await SocketClient.ConnectAsync(_server));
        }

        await _server.Slack.WaitForConnectionsAsync(10, TimeSpan.FromSeconds(30), CancellationToken.None);
        await using var eleventh = await SocketClient.ConnectAsync(_server);
        var frame = (await eleventh.ReceiveAsync())!;

        Assert.That(frame["reason"]!.ToString(), Is.EqualTo("too_many_websockets"));
        foreach (var socket in open)
        {
            await socket.DisposeAsync();
        }
    }

    [Test]
    public async Task Payloads_take_turns_on_two_sockets_and_are_acknowledged_where_they_came()
    {
        await using var left = await SocketClient.ConnectAsync(_server);
        await using var right = await SocketClient.ConnectAsync(_server);
        var hellos = new[] { await left.ReceiveAsync(), await right.ReceiveAsync() };

        _server.Slack.Post("alice", "#agent-runs", "one");
        _server.Slack.Post("alice", "#agent-runs", "two");
        var (onLeft, onRight) = ((await left.ReceiveAsync())!, (await right.ReceiveAsync())!);
        await left.AcknowledgeAsync(onRight);
        await right.AcknowledgeAsync(onRight);
        await left.AcknowledgeAsync(onLeft);
        await _server.Slack.WhenDeliveredAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(hellos[1]!["num_connections"]!.GetValue<int>(), Is.EqualTo(2));
            Assert.That(_server.Slack.ProtocolViolations, Has.Some.StartsWith("An acknowledgement on another socket"));
        });
    }

    [Test]
    public async Task A_refresh_closes_the_socket_and_a_warning_leaves_it_open()
    {
        await using var socket = await SocketClient.ConnectAsync(_server);
        await socket.ReceiveAsync();

        await _server.Slack.SendDisconnectAsync("warning", CancellationToken.None);
        var warning = (await socket.ReceiveAsync())!;
        var afterWarning = _server.Slack.Connections;
        await _server.Slack.SendDisconnectAsync("refresh_requested", CancellationToken.None);
        var refresh = (await socket.ReceiveAsync())!;
        var end = await socket.ReceiveAsync();

        Assert.Multiple(() =>
        {
            Assert.That((warning["reason"]!.ToString(), refresh["reason"]!.ToString()), Is.EqualTo(("warning", "refresh_requested")));
            Assert.That(afterWarning, Is.EqualTo(1));
            Assert.That(end, Is.Null);
        });
    }
}
