using System.Text.Json.Nodes;
using SlackAgents.Testing.Clients;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class OfficialModelClientsTests : PlaygroundFixture
{
    private static readonly string[] Conversations = ["anthropic", "anthropic-stream", "responses", "responses-stream", "chat", "chat-stream", "gemini", "gemini-stream"];

    [Test]
    public async Task The_vendors_own_clients_hold_a_conversation_with_tool_calls()
    {
        var results = await NodeClient.RunAsync("models.mjs", Server.BaseUrl, Server.Model.ApiKey);

        Assert.Multiple(() =>
        {
            foreach (var name in Conversations)
            {
                var result = results[name]!;
                Assert.That(result["ok"]!.GetValue<bool>(), Is.True, $"{name}: {result.ToJsonString()}");
                Assert.That(result["calls"]!.AsArray().Select(call => call!.GetValue<string>()), Is.EqualTo(new[] { "echo one", "echo two" }), name);
                Assert.That(result["text"]!.GetValue<string>(), Is.EqualTo("Both ran."), name);
                Assert.That(result["input"]!.GetValue<int>(), Is.Positive, name);
                Assert.That(result["output"]!.GetValue<int>(), Is.Positive, name);
            }

            Assert.That(Stops(results, "anthropic-stream"), Is.EqualTo("tool_use end_turn"));
            Assert.That(Stops(results, "responses-stream"), Is.EqualTo("completed completed"));
            Assert.That(Stops(results, "chat-stream"), Is.EqualTo("tool_calls stop"));
            Assert.That(Stops(results, "gemini-stream"), Is.EqualTo("STOP STOP"));
            Assert.That(results["gemini-models"]!["text"]!.GetValue<string>(), Does.StartWith("models/"));
            Assert.That(results["openai-models"]!["ok"]!.GetValue<bool>(), Is.True);
            Assert.That(results["anthropic-models"]!["ok"]!.GetValue<bool>(), Is.True);
        });
    }

    [TestCase("fake-401", "AuthenticationError", "401")]
    [TestCase("fake-429", "RateLimitError", "429")]
    [TestCase("fake-500", "InternalServerError", "500")]
    [TestCase("fake-cut", "Error", "")]
    [TestCase("not-the-key", "AuthenticationError", "401")]
    public async Task The_vendors_own_clients_tell_each_failure_by_its_name(string key, string error, string status)
    {
        var results = await NodeClient.RunAsync("models.mjs", Server.BaseUrl, key);

        Assert.Multiple(() =>
        {
            foreach (var name in Conversations)
            {
                var result = results[name]!;
                Assert.That(result["ok"]!.GetValue<bool>(), Is.False, name);
                Assert.That(Said(result), Does.Contain(name.StartsWith("gemini", StringComparison.Ordinal) ? status : error), name);
            }
        });
    }

    private static string Said(JsonNode result) => result["error"]!.GetValue<string>();

    private static string Stops(JsonObject results, string name) => string.Join(' ', results[name]!["stop"]!.AsArray().Select(stop => stop!.GetValue<string>()));
}
