using System.Text.Json.Nodes;
using SlackAgents.IntegrationTests.Playground;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Testing;
using SlackAgents.Testing.Payloads;
using SlackAgents.Testing.Soak;

namespace SlackAgents.IntegrationTests.Soak;

/// <summary>A thousand requests at the whole product while everything between it and Slack breaks again and again.</summary>
[TestFixture]
internal sealed class SlackSoakTests
{
    private const int Requests = 1000;
    private const int Seed = 20_261_120;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Test]
    public async Task Everybody_who_was_accepted_is_answered_and_nobody_twice()
    {
        await using var host = await SoakHost.StartAsync(
            SlackSoak.Workspace, new Dictionary<string, string>(StringComparer.Ordinal) { ["Runs:MaxQueued"] = "1000" }, CancellationToken.None);
        var soak = new SlackSoak(host.Slack, Seed);

        await soak.RunAsync(Requests, Interval, CancellationToken.None);
        await soak.SettleAsync(Patience, CancellationToken.None);

        var tally = soak.Tally;
        await TestContext.Out.WriteLineAsync($"{tally.Accepted} of {Requests} accepted, {tally.Runs} runs, {host.Slack.ConnectionsEver} sockets, too fast: {string.Join(", ", host.Slack.RateBreaches.GroupBy(breach => breach.Method, StringComparer.Ordinal).Select(group => $"{group.Key} ×{group.Count()}"))}.");
        Assert.Multiple(() =>
        {
            Assert.That(tally.Accepted, Is.GreaterThan(Requests / 2), "What broke kept most requests from reaching the product, so this shows nothing.");
            Assert.That(tally.Doubled, Is.Empty);
            Assert.That(host.Slack.LateAcks.Where(ack => ack.ArrivedAfter is not null), Is.Empty, "Acknowledged, but later than Slack waits.");
            Assert.That(host.Slack.ProtocolViolations, Is.Empty);
        });
        await OfficialTypes.AssertAsync(SentPayloads.Of(host.Slack));
    }

    [Test]
    public async Task The_tally_sees_who_got_nothing_and_what_came_twice()
    {
        using var folder = new TempDirectory();
        await using var server = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = folder.Path }, CancellationToken.None);
        for (var time = 0; time < 2; time++)
        {
            await SocketClient.CallAsync(server, "chat.postMessage", server.BotToken, new JsonObject
            {
                ["channel"] = "C0RUNS0001", ["text"] = "soak0001",
                ["metadata"] = new JsonObject { ["event_type"] = "agent_run", ["event_payload"] = new JsonObject { ["run"] = "r1", ["key"] = "r1/card" } },
            });
        }

        var accepted = new CommandReceipt(null, TimeSpan.Zero, null, "none", server.Slack.State);
        var tally = new SoakTally(server.Slack, [new SoakRequest("soak0001", IsTask: true, accepted, null), new SoakRequest("soak0002", IsTask: false, accepted, null)]);

        Assert.Multiple(() =>
        {
            Assert.That(tally.Doubled, Is.EqualTo(new[] { "soak0001: card ×2" }));
            Assert.That(tally.Unanswered, Is.EqualTo(new[] { "soak0001: end", "soak0002: private answer" }));
        });
    }
}
