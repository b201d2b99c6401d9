using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>The models door in front of a provider that does what the test says.</summary>
internal sealed class ModelsDoorTests
{
    private const string Start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"claude-sonnet-4-5\",\"usage\":{\"input_tokens\":1000,\"cache_read_input_tokens\":200,\"cache_creation_input_tokens\":100,\"output_tokens\":1}}}\n\n";
    private const string Delta = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"twelve chars\"}}\n\n";
    private const string End = "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":50}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private static readonly string Key = "sk-real-" + "0123456789";

    private UpstreamServer _upstream = null!;
    private GatewayRig _rig = null!;
    private RecordingObserver _observer = null!;
    private HttpClient _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _upstream = await UpstreamServer.StartAsync();
        await OpenAsync(_upstream.Url, Key);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _rig.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Test]
    public async Task The_real_key_is_put_in_and_the_placeholder_taken_out()
    {
        Dictionary<string, string>? seen = null;
        string? target = null;
        _upstream.Handler = context =>
        {
            seen = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            target = context.Request.Path + context.Request.QueryString;
            return AnswerAsync(context, Start + End);
        };
        using var request = Message();
        request.Headers.Add("x-api-key", GatewayAddress.PlaceholderKey);
        request.Headers.Add("authorization", "Bearer " + GatewayAddress.PlaceholderKey);
        request.Headers.Add("cookie", "a=b");
        request.Headers.Add("proxy-authorization", "Basic abc");
        request.Headers.Add("anthropic-version", "2023-06-01");

        using var response = await _client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(seen!["x-api-key"], Is.EqualTo(Key));
        Assert.That(seen.Keys, Has.None.EqualTo("Authorization").IgnoreCase.And.None.EqualTo("Cookie").IgnoreCase.And.None.EqualTo("Proxy-Authorization").IgnoreCase);
        Assert.That(string.Join('\n', seen.Values), Does.Not.Contain("placeholder"));
        Assert.That(seen["anthropic-version"], Is.EqualTo("2023-06-01"));
        Assert.That(target, Is.EqualTo("/v1/messages?beta=true"));
    }

    [Test]
    public async Task A_stream_arrives_piece_by_piece_and_is_metered()
    {
        var firstWasRead = new TaskCompletionSource();
        _upstream.Handler = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["request-id"] = "req_1";
            context.Response.Headers.SetCookie = "track=1";
            await context.Response.WriteAsync(Start);
            await context.Response.Body.FlushAsync();
            await firstWasRead.Task;
            await context.Response.WriteAsync(Delta + End);
        };

        using var response = await _client.SendAsync(Message(), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[Start.Length];
        await body.ReadExactlyAsync(first);
        firstWasRead.SetResult();
        using var rest = new StreamReader(body);

        Assert.That(Encoding.UTF8.GetString(first), Is.EqualTo(Start));
        Assert.That(await rest.ReadToEndAsync(), Is.EqualTo(Delta + End));
        Assert.That(response.Headers.Contains("Set-Cookie"), Is.False);
        var call = await _observer.WaitForAsync<ModelCallEvent>();
        Assert.That((call.Model, call.Status, call.InputTokens, call.CachedInputTokens, call.CacheWriteTokens, call.OutputTokens, call.RequestId),
            Is.EqualTo(("claude-sonnet-4-5", 200, 1000L, 200L, 100L, 50L, "req_1")));
        Assert.That(call.CostUsd, Is.EqualTo(((1000 * 3m) + (200 * 0.30m) + (100 * 3.75m) + (50 * 15m)) / 1_000_000m));
    }

    [TestCase(401)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(529)]
    public async Task Errors_of_the_provider_pass_with_their_headers_and_without_the_key(int status)
    {
        _upstream.Handler = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            context.Response.Headers["x-echo"] = Key;
            return context.Response.WriteAsync($"{{\"error\":\"bad key {Key} given\"}}");
        };

        using var response = await _client.SendAsync(Message());

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(response.Headers.Contains("x-echo"), Is.False);
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("{\"error\":\"bad key [redacted] given\"}"));
        Assert.That((await _observer.WaitForAsync<ModelCallEvent>()).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        _upstream.Handler = context =>
        {
            context.Response.Redirect("http://127.0.0.1:1/elsewhere");
            return Task.CompletedTask;
        };

        using var response = await _client.SendAsync(Message());

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(_upstream.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_stream_that_is_cut_is_cut_for_the_client_too_and_what_was_seen_is_counted()
    {
        var wasRead = new TaskCompletionSource();
        _upstream.Handler = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(Start + Delta);
            await context.Response.Body.FlushAsync();
            await wasRead.Task;
            context.Abort();
        };

        using var response = await _client.SendAsync(Message(), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[Start.Length + Delta.Length]);
        wasRead.SetResult();

        Assert.That(async () => await body.ReadAsync(new byte[1]), Throws.InstanceOf<IOException>());
        var call = await _observer.WaitForAsync<ModelCallEvent>();
        Assert.That((call.InputTokens, call.OutputTokens), Is.EqualTo((1000L, 3L)));
        Assert.That((await _observer.WaitForAsync<ErrorEvent>()).Code, Is.EqualTo("ProviderStreamCut"));
    }

    [Test]
    public async Task A_provider_that_cannot_be_reached_is_a_502_in_its_own_shape()
    {
        await OpenAgainAsync("http://127.0.0.1:1", Key);

        using var response = await _client.SendAsync(Message());

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.StartWith("{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"The model provider anthropic cannot be reached"));
        Assert.That((await _observer.WaitForAsync<ModelCallEvent>()).Status, Is.EqualTo(502));
    }

    [Test]
    public async Task A_missing_key_names_its_setting()
    {
        await OpenAgainAsync(_upstream.Url, null);

        using var response = await _client.SendAsync(Message());

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("authentication_error").And.Contain("Providers:Anthropic:ApiKey"));
        Assert.That(_upstream.Requests, Is.Zero);
    }

    [Test]
    public async Task A_spent_budget_refuses_the_call_before_the_provider_hears_of_it()
    {
        _observer.Refusal = "The run has used up its 5 dollars.";

        using var response = await _client.SendAsync(Message());

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("{\"type\":\"error\",\"error\":{\"type\":\"permission_error\",\"message\":\"The run has used up its 5 dollars.\"}}"));
        Assert.That(_upstream.Requests, Is.Zero);
        Assert.That((await _observer.WaitForAsync<ModelCallEvent>()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_client_that_leaves_takes_the_call_to_the_provider_with_it()
    {
        var wasAborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _upstream.Handler = async context =>
        {
            context.RequestAborted.Register(() => wasAborted.TrySetResult());
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(Start);
            await context.Response.Body.FlushAsync();
            await wasAborted.Task;
        };
        using (var response = await _client.SendAsync(Message(), HttpCompletionOption.ResponseHeadersRead))
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[Start.Length]);
        }

        await wasAborted.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var call = await _observer.WaitForAsync<ModelCallEvent>();
        Assert.That((call.Status, call.InputTokens), Is.EqualTo((499, 1000L)));
    }

    [TestCase("POST", "/v1/files")]
    [TestCase("GET", "/v1/messages")]
    [TestCase("POST", "/v1/messages/batches")]
    [TestCase("DELETE", "/v1/models/x")]
    [TestCase("GET", "/v1/organizations/me")]
    [TestCase("POST", "/")]
    public async Task Other_paths_are_refused_on_record(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "models/anthropic" + path);

        using var response = await _client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("not_found_error"));
        var refused = await _observer.WaitForAsync<WebRequestEvent>();
        Assert.That((refused.Method, refused.Target, refused.Verdict), Is.EqualTo((method, "models/anthropic" + path, "refused")));
        Assert.That(_upstream.Requests, Is.Zero);
    }

    [Test]
    public async Task A_probe_is_answered_without_the_provider()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "models/anthropic");

        using var response = await _client.SendAsync(request);

        Assert.That((response.StatusCode, _upstream.Requests), Is.EqualTo((HttpStatusCode.OK, 0)));
    }

    [Test]
    public async Task A_tool_that_reaches_the_web_at_the_provider_is_refused()
    {
        var arrived = 0;
        _upstream.Handler = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await reader.ReadToEndAsync();
            arrived++;
        };
        using var request = Message("{\"model\":\"m\",\"messages\":[],\"tools\":[{\"type\":\"web_fetch_20250910\",\"name\":\"web_fetch\"}]}");

        using var response = await _client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("web_fetch_20250910").And.Contain("permission_error"));
        Assert.That(arrived, Is.Zero);
    }

    [Test]
    public async Task A_body_above_the_limit_is_refused()
    {
        _upstream.Handler = context => context.Request.Body.CopyToAsync(Stream.Null);
        using var request = Message("{\"model\":\"" + new string('x', 33 * 1024 * 1024) + "\"}");
        request.Headers.ExpectContinue = true; // else the answer can be lost: the door hangs up while the client still sends

        using var response = await _client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("request_too_large"));
    }

    [Test]
    public async Task A_body_that_hides_its_length_gets_no_further_than_the_limit()
    {
        var arrived = 0L;
        _upstream.Handler = async context =>
        {
            var buffer = new byte[65536];
            while (await context.Request.Body.ReadAsync(buffer) is var count and > 0)
            {
                Interlocked.Add(ref arrived, count);
            }
        };
        using var request = Message("{\"model\":\"" + new string('x', 40 * 1024 * 1024) + "\"}");
        request.Headers.TransferEncodingChunked = true;

        var status = await StatusOrHangUpAsync(request);

        Assert.That(status, Is.Null.Or.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(Interlocked.Read(ref arrived), Is.LessThanOrEqualTo(32L * 1024 * 1024));
    }

    private async Task<HttpStatusCode?> StatusOrHangUpAsync(HttpRequestMessage request)
    {
        try
        {
            using var response = await _client.SendAsync(request);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null; // hung up on in the middle of sending
        }
    }

    private async Task OpenAgainAsync(string url, string? key)
    {
        _client.Dispose();
        await _rig.DisposeAsync();
        await OpenAsync(url, key);
    }

    private async Task OpenAsync(string url, string? key)
    {
        _rig = await GatewayRig.StartAsync(("Providers:Anthropic:BaseUrl", url), ("Providers:Anthropic:ApiKey", key));
        _observer = new RecordingObserver();
        var session = _rig.NewSession(_observer);
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(_rig.Forward(session).Url + "/") };
    }

    private static HttpRequestMessage Message(string body = "{\"model\":\"claude-sonnet-4-5\",\"stream\":true,\"messages\":[]}") =>
        new(HttpMethod.Post, "models/anthropic/v1/messages?beta=true") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static Task AnswerAsync(HttpContext context, string stream)
    {
        context.Response.ContentType = "text/event-stream";
        return context.Response.WriteAsync(stream);
    }
}
