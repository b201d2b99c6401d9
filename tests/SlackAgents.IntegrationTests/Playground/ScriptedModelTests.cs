using System.Text;
using System.Text.Json.Nodes;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class ScriptedModelTests : PlaygroundFixture
{
    [Test]
    public async Task A_streamed_answer_is_made_of_the_documented_events()
    {
        var (status, body) = await AskAsync(Server.AnthropicApiKey, "go [[fake:commit]]", stream: true);

        var events = body.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..]).Distinct(StringComparer.Ordinal).ToList();
        var input = string.Concat(body.Split('\n').Where(line => line.Contains("input_json_delta", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!["delta"]!["partial_json"]!.ToString()));
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(200));
            Assert.That(events, Is.EqualTo(new[] { "message_start", "ping", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop" }));
            Assert.That(JsonNode.Parse(input)!["command"]!.ToString(), Is.EqualTo("pwd && ls -a && git log --oneline"));
            Assert.That(Server.Model.TaskRequests.Single().Scenario, Is.EqualTo("commit"));
        });
    }

    [TestCase("fake-401", 401, "authentication_error")]
    [TestCase("fake-402", 402, "billing_error")]
    [TestCase("fake-403", 403, "permission_error")]
    [TestCase("fake-429", 429, "rate_limit_error")]
    [TestCase("fake-500", 500, "api_error")]
    [TestCase("fake-529", 529, "overloaded_error")]
    [TestCase("sk-ant-not-the-key", 401, "authentication_error")]
    public async Task A_key_chooses_its_failure(string key, int status, string type)
    {
        var answer = await AskAsync(key, "go [[fake:talk]]", stream: false);

        Assert.That((answer.Status, JsonNode.Parse(answer.Body)!["error"]!["type"]!.ToString()), Is.EqualTo((status, type)));
    }

    [Test]
    public async Task A_failure_with_a_count_passes_afterwards()
    {
        var statuses = new List<int>();
        for (var index = 0; index < 3; index++)
        {
            statuses.Add((await AskAsync("fake-429x2", "go [[fake:talk]]", stream: false)).Status);
        }

        Assert.That(statuses, Is.EqualTo(new[] { 429, 429, 200 }));
    }

    [Test]
    public void A_cut_breaks_the_stream() =>
        Assert.That(async () => await AskAsync("fake-cut", "go [[fake:talk]]", stream: true), Throws.InstanceOf<HttpRequestException>());

    [Test]
    public async Task A_script_of_the_test_is_played()
    {
        Server.Model.Script("mine", SlackAgents.Playground.Model.ModelStep.Say("Written by the test."));

        var answer = await AskAsync(Server.AnthropicApiKey, "go [[fake:mine]]", stream: false);

        Assert.That(JsonNode.Parse(answer.Body)!["content"]![0]!["text"]!.ToString(), Is.EqualTo("Written by the test."));
    }

    private async Task<(int Status, string Body)> AskAsync(string key, string text, bool stream)
    {
        using var http = new HttpClient();
        var body = new JsonObject
        {
            ["model"] = "claude-sonnet-4-5",
            ["max_tokens"] = 1000,
            ["stream"] = stream,
            ["tools"] = new JsonArray(JsonNode.Parse("""{"name":"Bash","input_schema":{"type":"object","properties":{"command":{"type":"string"}},"required":["command"]}}""")),
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.AnthropicBaseUrl + "/v1/messages") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
