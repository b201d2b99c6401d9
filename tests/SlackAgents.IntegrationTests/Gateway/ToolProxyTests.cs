using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>Tool servers of the operator, reached through the run's door.</summary>
internal sealed class ToolProxyTests
{
    private const string Call = """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search","arguments":{}}}""";

    private static readonly string Secret = "tool-" + "secret-0123456789";

    private GatewayRig _rig = null!;
    private UpstreamServer _upstream = null!;
    private RecordingObserver _observer = null!;
    private string _url = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _upstream = await UpstreamServer.StartAsync();
        _rig = await GatewayRig.StartAsync(
            ("Mcp:Servers:wiki:Url", _upstream.Url + "/mcp?tenant=7"),
            ("Mcp:Servers:wiki:Headers:Authorization", "Bearer " + Secret),
            ("Mcp:Servers:wiki:Headers:X-Team", "platform"),
            ("Mcp:Servers:other:Url", _upstream.Url),
            ("Mcp:MaxAnswerMb", "1"));
        _observer = new RecordingObserver();
        var session = _rig.NewSession(_observer) with { ToolServers = ["wiki"] };
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        _url = _rig.Forward(session).Url + "/mcp/wiki";
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _rig.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Test]
    public async Task The_official_client_speaks_to_the_operators_server()
    {
        _upstream.Handler = ServeAsync;
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(_url), TransportMode = HttpTransportMode.StreamableHttp }));

        var tools = await client.ListToolsAsync();
        var result = await client.CallToolAsync("search", new Dictionary<string, object?>(StringComparer.Ordinal));

        Assert.That(tools.Single().Name, Is.EqualTo("search"));
        Assert.That(result.Content.OfType<TextContentBlock>().Single().Text, Is.EqualTo("found"));
        var call = await _observer.WaitForAsync<ToolServerEvent>(what => what.Method == "tools/call");
        Assert.That((call.Server, call.Tool, call.Verdict), Is.EqualTo(("wiki", "search", "allowed")));
    }

    [Test]
    public async Task The_operators_headers_are_put_in_and_the_sandboxs_credentials_left_out()
    {
        IHeaderDictionary? seen = null;
        string? query = null;
        _upstream.Handler = context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));
            query = context.Request.QueryString.Value;
            context.Response.Headers["Mcp-Session-Id"] = "session-9";
            return context.Response.WriteAsync("{}");
        };
        using var http = new HttpClient();
        using var request = Post(Call);
        request.Headers.Add("Authorization", "Bearer of-the-sandbox");
        request.Headers.Add("X-Team", "intruders");
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("Mcp-Session-Id", "session-8");

        using var answer = await http.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(seen!.Authorization.ToString(), Is.EqualTo("Bearer " + Secret));
            Assert.That(seen["X-Team"].ToString(), Is.EqualTo("platform"));
            Assert.That(seen.Cookie.Count, Is.Zero);
            Assert.That(seen["Mcp-Session-Id"].ToString(), Is.EqualTo("session-8"));
            Assert.That(query, Is.EqualTo("?tenant=7"));
            Assert.That(answer.Headers.GetValues("Mcp-Session-Id"), Is.EqualTo(new[] { "session-9" }));
        });
    }

    [Test]
    public async Task A_server_that_repeats_its_secret_does_not_get_it_into_the_sandbox()
    {
        _upstream.Handler = async context =>
        {
            context.Response.Headers["X-Echo"] = context.Request.Headers.Authorization;
            context.Response.ContentType = "text/event-stream";
            foreach (var part in new[] { "data: " + Secret[..5], Secret[5..9], Secret[9..] + " and tool-\n\n", "data: tool-sec" })
            {
                await context.Response.WriteAsync(part);
                await context.Response.Body.FlushAsync();
            }
        };
        using var http = new HttpClient();

        using var answer = await http.SendAsync(Post(Call));

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("data: [redacted] and tool-\n\ndata: tool-sec"));
        Assert.That(answer.Headers.Contains("X-Echo"), Is.False);
    }

    [Test]
    public async Task Events_pass_as_soon_as_they_come()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _upstream.Handler = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await go.Task;
            await context.Response.WriteAsync("data: second\n\n");
        };
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        go.SetResult();

        Assert.That(first, Is.EqualTo("data: first"));
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("\ndata: second\n\n"));
        var record = await _observer.WaitForAsync<ToolServerEvent>();
        Assert.That((record.Method, record.Tool, record.Verdict), Is.EqualTo(("GET", (string?)null, "allowed")));
    }

    [TestCase(302, "redirects are not followed")]
    [TestCase(401, "does not take the host's credentials")]
    public async Task What_the_agent_cannot_answer_is_told_to_it_in_a_sentence(int status, string told)
    {
        _upstream.Handler = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = _upstream.Url + "/elsewhere";
            context.Response.Headers.WWWAuthenticate = "Bearer resource_metadata=x";
            return Task.CompletedTask;
        };
        using var http = new HttpClient();

        using var answer = await http.SendAsync(Post(Call));

        Assert.That((int)answer.StatusCode, Is.EqualTo(502));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(told));
        Assert.That(_upstream.Requests, Is.EqualTo(1));
        Assert.That(answer.Headers.WwwAuthenticate, Is.Empty);
        Assert.That((await _observer.WaitForAsync<ToolServerEvent>()).Verdict, Is.EqualTo("failed"));
    }

    [Test]
    public async Task An_answer_that_is_too_large_breaks_off()
    {
        _upstream.Handler = context => context.Response.WriteAsync(new string('x', 1024 * 1024 + 1));
        using var http = new HttpClient();

        Assert.That(async () => await http.SendAsync(Post(Call)), Throws.InstanceOf<HttpRequestException>());
        Assert.That((await _observer.WaitForAsync<ToolServerEvent>()).Verdict, Is.EqualTo("failed"));
    }

    [Test]
    public async Task A_server_that_is_down_is_a_sentence()
    {
        await _upstream.DisposeAsync();
        using var http = new HttpClient();

        using var answer = await http.SendAsync(Post(Call));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("cannot be reached from the host"));
    }

    [Test]
    public async Task A_server_that_this_run_was_not_given_is_not_there()
    {
        using var http = new HttpClient();
        using var content = new StringContent(Call);

        using var answer = await http.PostAsync(_url.Replace("/wiki", "/other", StringComparison.Ordinal), content);

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("There are: wiki."));
        Assert.That(_upstream.Requests, Is.Zero);
    }

    private HttpRequestMessage Post(string body) =>
        new(HttpMethod.Post, _url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>A tool server made of the official package.</summary>
    private static async Task ServeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var message = (await JsonSerializer.DeserializeAsync(context.Request.Body, McpJsonUtilities.DefaultOptions.GetTypeInfo<JsonRpcMessage>()))!;
        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = McpServer.Create(transport, new McpServerOptions
        {
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [new Tool { Name = "search" }] }),
                CallToolHandler = (_, _) => ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = "found" }] }),
            },
        });
        var running = server.RunAsync();
        context.Response.ContentType = "text/event-stream";
        if (!await transport.HandlePostRequestAsync(message, context.Response.Body, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        await transport.DisposeAsync();
        await running;
    }
}
