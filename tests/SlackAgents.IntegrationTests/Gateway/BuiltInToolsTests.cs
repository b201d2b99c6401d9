using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>The built-in tool server, with the official client of the protocol and with plain HTTP.</summary>
internal sealed class BuiltInToolsTests
{
    private const string ToolsList = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    private GatewayRig _rig = null!;
    private RecordingObserver _observer = null!;
    private ScriptedTools _tools = null!;
    private string _url = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await GatewayRig.StartAsync(("Mcp:MaxRequestMb", "1"), ("Mcp:MaxConcurrent", "2"));
        _observer = new RecordingObserver();
        _tools = new ScriptedTools();
        var session = _rig.NewSession(_observer) with { Tools = _tools };
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        _url = _rig.Forward(session).Url + "/mcp/slackagents";
    }

    [TearDown]
    public ValueTask StopAsync() => _rig.DisposeAsync();

    [Test]
    public async Task The_official_client_finds_the_three_tools()
    {
        await using var client = await ConnectAsync();

        var tools = await client.ListToolsAsync();

        Assert.That(tools.Select(tool => tool.Name), Is.EqualTo(new[] { "ask_user", "report_progress", "attach_file" }));
        Assert.That(client.ServerInfo?.Name, Is.EqualTo("slackagents"));
    }

    [Test]
    public async Task The_tool_that_asks_goes_by_the_name_that_the_runs_agent_can_offer()
    {
        var session = _rig.NewSession(_observer) with { Tools = _tools, AskTool = "ask_person" };
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        _url = _rig.Forward(session).Url + "/mcp/slackagents";
        await using var client = await ConnectAsync();

        var tools = await client.ListToolsAsync();
        await client.CallToolAsync("ask_person", new Dictionary<string, object?>(StringComparer.Ordinal) { ["question"] = "Which?" });

        Assert.That(tools.Select(tool => tool.Name), Is.EqualTo(new[] { "ask_person", "report_progress", "attach_file" }));
        Assert.That(_tools.Calls, Is.EqualTo(new[] { "ask Which? [] True" }));
    }

    [Test]
    public async Task A_question_reaches_the_run_and_its_answer_the_agent()
    {
        await using var client = await ConnectAsync();

        var result = await client.CallToolAsync("ask_user", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["question"] = "Which database?",
            ["options"] = new[] { "SQLite", "Postgres" },
            ["allow_free_text"] = false,
        });

        Assert.That(_tools.Calls, Is.EqualTo(new[] { "ask Which database? [SQLite|Postgres] False" }));
        Assert.That(result.Content.OfType<TextContentBlock>().Single().Text, Is.EqualTo("Ada answered: yes"));
        Assert.That(result.IsError, Is.Not.True);
        var call = await _observer.WaitForAsync<ToolServerEvent>(what => what.Method == "tools/call");
        Assert.That((call.Server, call.Tool, call.Verdict), Is.EqualTo(("slackagents", "ask_user", "allowed")));
    }

    [Test]
    public async Task What_was_refused_is_an_error_with_the_next_step()
    {
        await using var client = await ConnectAsync();

        var result = await client.CallToolAsync("attach_file", new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = "../shadow", ["title"] = "x" });

        Assert.That(_tools.Calls, Is.EqualTo(new[] { "attach ../shadow x" }));
        Assert.That(result.IsError, Is.True);
        Assert.That(result.Content.OfType<TextContentBlock>().Single().Text, Does.Contain("Give the path"));
    }

    [TestCase("ask_user", """{"question":"a","options":"b"}""", "list of texts")]
    [TestCase("no_such_tool", "{}", "There are: ask_user")]
    public async Task Arguments_of_the_wrong_shape_are_told_and_reach_nobody(string tool, string arguments, string told)
    {
        var text = await PostAsync($$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""");

        Assert.That(text, Does.Contain(told).And.Contain("\"isError\":true"));
        Assert.That(_tools.Calls, Is.Empty);
    }

    [Test]
    public async Task A_host_that_fails_tells_the_agent_to_go_on_and_no_detail()
    {
        _tools.OnAsk = static (_, _) => throw new InvalidOperationException("/data/secret.db is locked");

        var text = await PostAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"ask_user","arguments":{"question":"a"}}}""");

        Assert.That(text, Does.Contain("Something went wrong on the host").And.Contain("\"isError\":true").And.Not.Contain("secret.db"));
    }

    [Test]
    public async Task A_client_that_leaves_takes_its_waiting_with_it()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _tools.OnAsk = async (_, token) =>
        {
            asked.SetResult();
            await using var registration = token.Register(left.SetResult);
            await left.Task;
            token.ThrowIfCancellationRequested();
            return new ToolAnswer("never");
        };
        using var http = new HttpClient();
        using var leaving = new CancellationTokenSource();
        var call = SendAsync(http, """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"ask_user","arguments":{"question":"a"}}}""", leaving.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await leaving.CancelAsync();

        await left.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Too_many_requests_at_the_same_time_are_refused()
    {
        var gate = new TaskCompletionSource<ToolAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var entered = new SemaphoreSlim(0);
        _tools.OnAsk = (_, token) =>
        {
            entered.Release();
            return gate.Task.WaitAsync(token);
        };
        const string Ask = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"ask_user","arguments":{"question":"a"}}}""";
        var first = PostAsync(Ask);
        var second = PostAsync(Ask);
        await entered.WaitAsync(TimeSpan.FromSeconds(60));
        await entered.WaitAsync(TimeSpan.FromSeconds(60));

        var third = await PostAsync(ToolsList);
        gate.SetResult(new ToolAnswer("done"));

        Assert.That(third, Does.StartWith("429 More than 2 requests"));
        Assert.That(await first, Does.Contain("done"));
        Assert.That(await second, Does.Contain("done"));
        Assert.That(await PostAsync(ToolsList), Does.StartWith("200"), "the places are free again");
    }

    [TestCase("not json", "400 This is no JSON-RPC message.")]
    [TestCase("[]", "400 Send one JSON-RPC message at a time")]
    [TestCase("[{\"jsonrpc\":\"2.0\"}]", "400 Send one JSON-RPC message at a time")]
    [TestCase("{}", "400 This is no JSON-RPC message.")]
    public async Task What_is_no_message_is_refused_with_a_sentence(string body, string answer) =>
        Assert.That(await PostAsync(body), Does.StartWith(answer));

    [Test]
    public async Task A_message_that_is_too_large_is_refused() =>
        Assert.That(await PostAsync("{\"a\":\"" + new string('a', 1024 * 1024) + "\"}"), Does.StartWith("413 A message to a tool server can have up to 1 MiB"));

    [Test]
    public async Task A_notification_has_no_answer() =>
        Assert.That(await PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}"""), Is.EqualTo("202 "));

    [Test]
    public async Task There_is_no_stream_of_messages_and_no_session()
    {
        using var http = new HttpClient();

        using var answer = await http.GetAsync(_url);

        Assert.That((int)answer.StatusCode, Is.EqualTo(405));
        var record = await _observer.WaitForAsync<ToolServerEvent>();
        Assert.That((record.Method, record.Verdict), Is.EqualTo(("GET", "refused")));
    }

    [TestCase("/mcp/elsewhere")]
    [TestCase("/mcp/slackagents/x")]
    [TestCase("/mcp/slackagents?x=1")]
    [TestCase("/mcp/")]
    public async Task Nothing_else_is_there(string path)
    {
        using var http = new HttpClient();
        using var content = new StringContent(ToolsList);

        using var answer = await http.PostAsync(_url.Replace("/mcp/slackagents", path, StringComparison.Ordinal), content);

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task A_run_without_the_tools_is_told_so()
    {
        var session = _rig.NewSession(_observer);
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        using var http = new HttpClient();
        using var content = new StringContent(ToolsList);

        using var answer = await http.PostAsync(_rig.Forward(session).Url + "/mcp/slackagents", content);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("This run has no tool servers.\n"));
    }

    private Task<McpClient> ConnectAsync() =>
        McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(_url), TransportMode = HttpTransportMode.StreamableHttp }));

    private async Task<string> PostAsync(string body)
    {
        using var http = new HttpClient();
        return await SendAsync(http, body, CancellationToken.None);
    }

    private async Task<string> SendAsync(HttpClient http, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(_url, content, cancellationToken);
        return FormattableString.Invariant($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
