using System.Text.Json.Nodes;
using SlackAgents.Testing.Clients;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class OfficialWebApiTests : PlaygroundFixture
{
    private static readonly string[] Accepted =
    [
        "auth.test", "post", "reply1", "reply2", "reply3", "update", "page1", "page2", "permalink", "ephemeral", "info", "user", "open", "react", "unreact", "upload", "delete",
    ];

    [Test]
    public async Task The_official_web_api_client_gets_what_it_expects_from_every_method_we_use()
    {
        var results = await NodeClient.RunAsync("web-api.mjs", Server.SlackApiUrl, Server.BotToken, "C0RUNS0001", "U0ALICE001");

        Assert.Multiple(() =>
        {
            foreach (var name in Accepted)
            {
                Assert.That(results[name]!["ok"]!.GetValue<bool>(), Is.True, $"{name}: {results[name]!.ToJsonString()}");
            }

            Assert.That(Error(results, "reactAgain"), Is.EqualTo("already_reacted"));
            Assert.That(Error(results, "badBlock"), Is.EqualTo("invalid_blocks"));
            Assert.That(results["badBlock"]!["messages"]![0]!.GetValue<string>(), Does.Contain("unsupported type: nonsense"));
            Assert.That(Error(results, "notIn"), Is.EqualTo("not_in_channel"));
            Assert.That(Error(results, "hidden"), Is.EqualTo("channel_not_found"));
            Assert.That(Error(results, "join"), Is.EqualTo("missing_scope"));
            Assert.That(Texts(results, "page1"), Is.EqualTo(new[] { "root, edited", "reply 1", "reply 2" }));
            Assert.That(Texts(results, "page2"), Is.EqualTo(new[] { "reply 3" }));
            Assert.That(results["page1"]!["answer"]!["messages"]![0]!["metadata"]!["event_payload"]!["key"]!.GetValue<string>(), Is.EqualTo("k-1"));
            Assert.That(Server.Slack.Files.Single().Content, Has.Length.EqualTo(5));
        });
    }

    private static string? Error(JsonObject results, string name) => results[name]!["error"]?.GetValue<string>();

    private static IEnumerable<string> Texts(JsonObject results, string name) =>
        results[name]!["answer"]!["messages"]!.AsArray().Select(message => message!["text"]!.GetValue<string>());
}
