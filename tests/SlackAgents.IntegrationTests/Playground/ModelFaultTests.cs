using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class ModelFaultTests : PlaygroundFixture
{
    private const string Messages = "/v1/messages";
    private const string Responses = "/v1/responses";
    private const string Chat = "/v1/chat/completions";
    private const string Gemini = "/v1beta/models/gemini-2.5-pro:generateContent";
    private const string GeminiStream = "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse";

    [TestCase(Messages, 401, "error.type", "authentication_error")]
    [TestCase(Messages, 529, "error.type", "overloaded_error")]
    [TestCase(Responses, 401, "error.code", "invalid_api_key")]
    [TestCase(Responses, 402, "error.code", "insufficient_quota")]
    [TestCase(Chat, 429, "error.code", "rate_limit_exceeded")]
    [TestCase(Chat, 500, "error.type", "server_error")]
    [TestCase(Gemini, 401, "error.status", "UNAUTHENTICATED")]
    [TestCase(Gemini, 403, "error.status", "PERMISSION_DENIED")]
    [TestCase(Gemini, 429, "error.status", "RESOURCE_EXHAUSTED")]
    [TestCase(Gemini, 529, "error.status", "UNAVAILABLE")]
    public async Task A_key_a_prompt_and_a_test_choose_the_same_failure_in_the_vendors_shape(string path, int status, string place, string expected)
    {
        var byKey = await AskAsync(path, "go [[fake:talk]]", "fake-" + status);
        var byPrompt = await AskAsync(path, $"go [[fake:error-{status}]]");
        Server.Model.FailNext(status);
        var planned = await AskAsync(path, "go [[fake:talk]]");
        var after = await AskAsync(path, "go [[fake:talk]]");

        Assert.Multiple(() =>
        {
            foreach (var answer in new[] { byKey, byPrompt, planned })
            {
                Assert.That(answer.Status, Is.EqualTo(status));
                Assert.That(place.Split('.').Aggregate(answer.Body, (node, name) => node![name]!)!.ToString(), Is.EqualTo(expected));
            }

            Assert.That(after.Status, Is.EqualTo(200));
        });
    }

    [TestCase(Messages, "retry-after", "1")]
    [TestCase(Responses, "x-ratelimit-remaining-requests", "0")]
    [TestCase(Chat, "retry-after", "1")]
    public async Task A_rate_limit_says_in_headers_when_to_come_back(string path, string header, string expected)
    {
        var answer = await AskAsync(path, "go [[fake:error-429]]");

        Assert.That(answer.Headers.GetValues(header).Single(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_rate_limit_of_gemini_says_in_its_details_when_to_come_back()
    {
        var answer = await AskAsync(Gemini, "go [[fake:error-429]]");

        Assert.That(answer.Body!["error"]!["details"]![0]!["retryDelay"]!.ToString(), Is.EqualTo("1s"));
    }

    [TestCase(Messages)]
    [TestCase(Responses)]
    [TestCase(Chat)]
    [TestCase(Gemini)]
    [TestCase(GeminiStream)]
    public async Task A_planned_cut_breaks_one_answer_and_no_other(string path)
    {
        Server.Model.CutNext();

        Assert.That(async () => await AskAsync(path, "go [[fake:talk]]"), Throws.InstanceOf<HttpRequestException>());
        Assert.That((await AskAsync(path, "go [[fake:talk]]")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Side_work_does_not_use_up_a_planned_failure()
    {
        Server.Model.FailNext(500, times: 2);

        var side = await AskAsync(Chat, "a title please", withTools: false);
        var first = await AskAsync(Chat, "go [[fake:talk]]");

        Assert.That((side.Status, first.Status, Server.Model.FaultsLeft), Is.EqualTo((200, 500, 1)));
    }

    [TestCase(Messages, "anthropic")]
    [TestCase(Responses, "openai-responses")]
    [TestCase(Chat, "openai-chat")]
    [TestCase(Gemini, "gemini")]
    public async Task A_recorded_request_says_which_format_it_was_asked_in(string path, string format)
    {
        await AskAsync(path, "go [[fake:talk]]");

        var request = await Server.Model.WaitForRequestAsync(one => one.Scenario == "talk", Patience, CancellationToken.None);
        Assert.That((request.Format, request.Key, Server.Model.TaskRequests.Count), Is.EqualTo((format, Server.Model.ApiKey, 1)));
    }

    [Test]
    public async Task Usage_of_the_script_is_told_in_each_format()
    {
        Server.Model.Script("costly", new SlackAgents.Playground.Model.ModelStep { Text = "Spent.", Usage = new SlackAgents.Playground.Model.ModelUsage(1000, 50, CacheRead: 200, Thinking: 20) });

        var usages = new List<string>();
        foreach (var path in (string[])[Messages, Responses, Chat, Gemini])
        {
            var body = (await AskAsync(path, "go [[fake:costly]]")).Body!;
            usages.Add(string.Concat((body["usage"] ?? body["usageMetadata"])!.ToJsonString().Where(c => char.IsDigit(c) || c == ',')));
        }

        Assert.That(usages, Is.EqualTo(new[] { "800,0,200,50", "1000,200,50,20,1050", "1000,50,1050,200,0,20,0,0,0", "1000,30,1050,200,20" }));
    }

    private async Task<(int Status, JsonNode? Body, HttpResponseHeaders Headers)> AskAsync(string path, string text, string? key = null, bool withTools = true)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.BaseUrl + path) { Content = new StringContent(Request(path, text, withTools).ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add(path == Messages ? "x-api-key" : path.StartsWith("/v1beta", StringComparison.Ordinal) ? "x-goog-api-key" : "authorization", (path is Responses or Chat ? "Bearer " : string.Empty) + (key ?? Server.Model.ApiKey));
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, body.StartsWith('{') ? JsonNode.Parse(body) : null, response.Headers);
    }

    private static JsonObject Request(string path, string text, bool withTools)
    {
        var message = new JsonObject { ["role"] = "user", ["content"] = text };
        var function = new JsonObject { ["name"] = "bash", ["parameters"] = JsonNode.Parse("""{"type":"object","properties":{"command":{"type":"string"}}}""") };
        var request = path switch
        {
            Messages => new JsonObject { ["max_tokens"] = 1000, ["messages"] = new JsonArray(message), ["tools"] = new JsonArray(function) },
            Responses => new JsonObject { ["input"] = new JsonArray(message), ["tools"] = new JsonArray(function) },
            Chat => new JsonObject { ["messages"] = new JsonArray(message), ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = function }) },
            _ => new JsonObject
            {
                ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) }),
                ["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(function) }),
            },
        };
        request["model"] = "some-model";
        if (!withTools)
        {
            request.Remove("tools");
        }

        return request;
    }
}
