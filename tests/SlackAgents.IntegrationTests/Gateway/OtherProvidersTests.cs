using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>The models door in front of OpenAI, Gemini and a compatible provider, all of them the test's own.</summary>
internal sealed class OtherProvidersTests
{
    private const string Placeholder = "placeholder";
    private const string ResponsesDelta = "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"twelve chars\"}\n\n";

    private const string ResponsesEnd =
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"model\":\"gpt-5.4\",\"usage\":{\"input_tokens\":1000,\"input_tokens_details\":{\"cached_tokens\":400},\"output_tokens\":50}}}\n\n";

    private const string ChatEnd =
        "data: {\"model\":\"big\",\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: {\"model\":\"big\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n";

    private const string GeminiEnd =
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":60,\"candidatesTokenCount\":3,\"thoughtsTokenCount\":4,\"totalTokenCount\":107},\"modelVersion\":\"gemini-2.5-pro\",\"responseId\":\"r1\"}\r\n\r\n";

    private static readonly string Key = "sk-real-" + "0123456789";

    private UpstreamServer _upstream = null!;
    private GatewayRig _rig = null!;
    private RecordingObserver _observer = null!;
    private HttpClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _upstream = await UpstreamServer.StartAsync();
        await OpenAsync(Key);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _rig.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [TestCase("openai/v1/responses", "Authorization", "Bearer ", "/v1/responses")]
    [TestCase("openai/v1/chat/completions", "Authorization", "Bearer ", "/v1/chat/completions")]
    [TestCase("gemini/v1beta/models/m:generateContent?key=placeholder", "X-Goog-Api-Key", "", "/v1beta/models/m:generateContent")]
    [TestCase("mine/v1/chat/completions", "Authorization", "Bearer ", "/api/v9/chat/completions")]
    public async Task The_real_key_is_put_in_where_the_provider_wants_it_and_nothing_else_says_who_asks(string path, string header, string scheme, string target)
    {
        Dictionary<string, string>? seen = null;
        string? reached = null;
        _upstream.Handler = context =>
        {
            seen = context.Request.Headers.ToDictionary(entry => entry.Key, entry => entry.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            reached = context.Request.Path + context.Request.QueryString;
            return context.Response.WriteAsync("{}");
        };
        using var request = Post(path, "{}");
        foreach (var name in new[] { "Authorization", "x-api-key", "x-goog-api-key", "OpenAI-Organization", "OpenAI-Project", "Cookie" })
        {
            request.Headers.TryAddWithoutValidation(name, Placeholder);
        }

        using var response = await _client.SendAsync(request);

        Assert.That((response.StatusCode, reached), Is.EqualTo((HttpStatusCode.OK, target)));
        Assert.That(seen![header], Is.EqualTo(scheme + Key));
        Assert.That(string.Join('\n', seen.Values), Does.Not.Contain(Placeholder));
    }

    [Test]
    public async Task A_responses_stream_is_metered()
    {
        Answer(ResponsesDelta + ResponsesEnd, "x-request-id", "req_1");

        var text = await SendAsync("openai/v1/responses", "{\"model\":\"gpt-5.4\",\"stream\":true,\"input\":\"hi\"}");

        Assert.That(text, Is.EqualTo((HttpStatusCode.OK, ResponsesDelta + ResponsesEnd)));
        await AssertCallAsync("openai", "gpt-5.4", 600, 400, 50, ((600 * 2.5m) + (400 * 0.25m) + (50 * 15m)) / 1_000_000m, "req_1");
    }

    [Test]
    public async Task A_chat_of_a_compatible_provider_is_metered_and_priced_by_the_operator()
    {
        Answer(ChatEnd, "x-request-id", "req_2");

        await SendAsync("mine/v1/chat/completions", "{\"model\":\"big\",\"stream\":true,\"messages\":[]}");

        await AssertCallAsync("mine", "big", 10, 0, 5, ((10 * 7m) + (5 * 9m)) / 1_000_000m, "req_2");
    }

    [Test]
    public async Task A_chat_that_nobody_counted_is_charged_for_what_was_sent_and_what_came()
    {
        Answer("data: {\"choices\":[{\"delta\":{\"content\":\"twelve chars\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", "x-request-id", "req_3");
        var body = "{\"model\":\"big\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + new string('x', 4000) + "\"}]}";

        await SendAsync("mine/v1/chat/completions", body);

        await AssertCallAsync("mine", "big", body.Length / 4, 0, 3, (((body.Length / 4) * 7m) + (3 * 9m)) / 1_000_000m, "req_3");
    }

    [Test]
    public async Task A_gemini_stream_is_metered()
    {
        Answer(GeminiEnd, "x-other", "1");

        await SendAsync("gemini/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", "{\"contents\":[]}");

        await AssertCallAsync("gemini", "gemini-2.5-pro", 40, 60, 7, ((40 * 1.25m) + (60 * 0.125m) + (7 * 10m)) / 1_000_000m, "r1");
    }

    [Test]
    public async Task A_stream_that_is_cut_is_charged_for_what_passed()
    {
        var wasRead = new TaskCompletionSource();
        _upstream.Handler = async context =>
        {
            // The whole request has to be here before the cut, or it is not known how much of it was read.
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(ResponsesDelta);
            await context.Response.Body.FlushAsync();
            await wasRead.Task;
            context.Abort();
        };
        var body = "{\"model\":\"gpt-5.4\",\"stream\":true,\"input\":\"" + new string('x', 400) + "\"}";

        using var request = Post("openai/v1/responses", body);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[ResponsesDelta.Length]);
        wasRead.SetResult();

        Assert.That(async () => await stream.ReadAsync(new byte[1]), Throws.InstanceOf<IOException>());
        var call = await _observer.WaitForAsync<ModelCallEvent>();
        Assert.That((call.Model, call.InputTokens, call.OutputTokens), Is.EqualTo(("gpt-5.4", (long)(body.Length / 4), 3L)));
        Assert.That((await _observer.WaitForAsync<ErrorEvent>()).Code, Is.EqualTo("ProviderStreamCut"));
    }

    [TestCase("openai/v1/responses", "{\"tools\":[{\"type\":\"web_search\"}]}", "\"type\":\"permission_error\"")]
    [TestCase("openai/v1/chat/completions", "{\"web_search_options\":{}}", "\"type\":\"permission_error\"")]
    [TestCase("gemini/v1beta/models/m:generateContent", "{\"tools\":[{\"google_search\":{}}]}", "\"status\":\"PERMISSION_DENIED\"")]
    [TestCase("mine/v1/chat/completions", "{\"plugins\":[{}]}", "\"type\":\"permission_error\"")]
    public async Task A_way_round_the_web_door_is_refused_in_the_provider_s_shape(string path, string body, string shape)
    {
        var arrived = false;
        _upstream.Handler = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            arrived = true;
        };

        var (status, text) = await SendAsync(path, body);

        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(text, Does.Contain("the web is closed for this run").And.Contain(shape));
        Assert.That(arrived, Is.False);
    }

    [TestCase("openai/v1/responses", "\"code\":\"invalid_api_key\"", "Providers:OpenAI:ApiKey")]
    [TestCase("gemini/v1beta/models/m:generateContent", "\"status\":\"UNAUTHENTICATED\"", "Providers:Gemini:ApiKey")]
    [TestCase("mine/v1/chat/completions", "\"code\":\"invalid_api_key\"", "Providers:Compatible:mine:ApiKey")]
    public async Task A_missing_key_names_its_setting_in_the_provider_s_shape(string path, string shape, string setting)
    {
        await OpenAgainAsync(null);

        var (status, text) = await SendAsync(path, "{}");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(text, Does.Contain(shape).And.Contain(setting));
        Assert.That(_upstream.Requests, Is.Zero);
    }

    [Test]
    public async Task A_web_socket_is_refused_at_once_with_the_advice_to_use_HTTP()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "models/openai/v1/responses");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");

        using var response = await _client.SendAsync(request);

        Assert.That((response.StatusCode, _upstream.Requests), Is.EqualTo((HttpStatusCode.UpgradeRequired, 0)));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Use HTTP."));
        Assert.That((await _observer.WaitForAsync<WebRequestEvent>()).Verdict, Is.EqualTo("refused"));
    }

    [Test]
    public async Task A_run_has_no_business_with_a_provider_that_its_harness_does_not_speak()
    {
        await OpenAgainAsync(Key, "anthropic", "gemini");

        var (status, text) = await SendAsync("openai/v1/responses", "{}");
        var (allowed, _) = await SendAsync("gemini/v1beta/models/m:generateContent", "{}");

        Assert.That((status, allowed), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.OK)));
        Assert.That(text, Does.Contain("no business with OpenAI").And.Contain("anthropic, gemini"));
        Assert.That((await _observer.WaitForAsync<WebRequestEvent>()).Target, Is.EqualTo("models/openai/v1/responses"));
    }

    [Test]
    public async Task A_provider_that_nobody_set_up_is_not_found()
    {
        var (status, text) = await SendAsync("other/v1/responses", "{}");

        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(text, Does.Contain("anthropic, openai, gemini, mine"));
    }

    [Test]
    public async Task Counting_tokens_costs_nothing()
    {
        await SendAsync("openai/v1/responses/input_tokens", "{\"model\":\"gpt-5.4\"}");
        await SendAsync("gemini/v1beta/models/m:countTokens", "{}");

        await _observer.WaitForAsync<ModelCallEvent>(call => call.Provider == "gemini");
        Assert.That(_observer.Events.OfType<ModelCallEvent>().Select(call => call.CostUsd), Is.EqualTo(new[] { 0m, 0m }));
    }

    private async Task AssertCallAsync(string provider, string model, long input, long cached, long output, decimal cost, string id)
    {
        var call = await _observer.WaitForAsync<ModelCallEvent>();
        Assert.That(
            (call.Provider, call.Model, call.Status, call.InputTokens, call.CachedInputTokens, call.OutputTokens, call.CostUsd, call.RequestId),
            Is.EqualTo((provider, model, 200, input, cached, output, cost, id)));
    }

    private void Answer(string stream, string header, string value) => _upstream.Handler = context =>
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers[header] = value;
        return context.Response.WriteAsync(stream);
    };

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string body)
    {
        using var request = Post(path, body);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, "models/" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private async Task OpenAgainAsync(string? key, params string[] providers)
    {
        _client.Dispose();
        await _rig.DisposeAsync();
        await OpenAsync(key, providers);
    }

    private async Task OpenAsync(string? key, params string[] providers)
    {
        _rig = await GatewayRig.StartAsync(
            ("Providers:OpenAI:BaseUrl", _upstream.Url + "/v1"), ("Providers:OpenAI:ApiKey", key),
            ("Providers:Gemini:BaseUrl", _upstream.Url), ("Providers:Gemini:ApiKey", key),
            ("Providers:Compatible:mine:BaseUrl", _upstream.Url + "/api/v9"), ("Providers:Compatible:mine:ApiKey", key),
            ("Models:0:Provider", "mine"), ("Models:0:Id", "big"), ("Models:0:InputPerMillion", "7"), ("Models:0:OutputPerMillion", "9"),
            ("Models:Aliases:large", "mine/big"));
        _observer = new RecordingObserver();
        var session = _rig.NewSession(_observer) with { Providers = providers.Length == 0 ? null : providers };
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(_rig.Forward(session).Url + "/") };
    }
}
