using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>A turn from the handshake to the end, with an agent that speaks ACP.</summary>
internal sealed class DriverTurnTests
{
    [Test]
    public async Task A_turn_is_a_handshake_a_prompt_and_an_answer()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("answers"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Got.Select(Method), Is.EqualTo(new[] { "initialize", "session/new", "session/prompt" }));
            Assert.That(run.Said, Is.EqualTo(new[] { "prompt prompt-1", "idle" }));
            Assert.That(run.Chunks, Is.EqualTo(new[] { "Hello." }));
            Assert.That(run.Lines, Has.Some.Contain("\"id\":\"prompt:prompt-1\"").And.Some.Contain("end_turn"));
        });
        Assert.That(await run.EndAsync(), Is.Zero);
    }

    [Test]
    public async Task Standing_orders_come_before_the_first_prompt_and_are_not_told_as_its_text()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("answers", plan => plan with { Instructions = "be kind" }));

        Assert.That(Texts(run), Is.EqualTo(new[] { "be kind", "do it" }));
        Assert.That(run.Lines, Has.Some.EqualTo("""{"type":"driver.prompt","id":"prompt-1","text":"do it"}"""));
    }

    [Test]
    public async Task Mode_and_model_are_set_before_the_prompt()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("answers", plan => plan with { SessionMode = "yolo", Model = "large" }));

        Assert.That(run.Got.Select(Method), Is.EqualTo(new[] { "initialize", "session/new", "session/set_mode", "session/set_model", "session/prompt" }));
    }

    [Test]
    public async Task A_model_that_the_agent_does_not_offer_is_said_and_not_asked_for()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("answers", plan => plan with { Model = "huge" }));

        Assert.That(run.Errors, Does.Contain("does not offer the model huge"));
        Assert.That(run.Got.Select(Method), Has.None.EqualTo("session/set_model"));
    }

    [TestCase("takes-tools", 1)]
    [TestCase("answers", 0)]
    public async Task Tools_are_offered_to_an_agent_that_takes_them_over_http(string scenario, int offered)
    {
        var tools = new McpServer("ours", new Uri("http://127.0.0.1:8080/mcp/ours"));
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp(scenario, plan => plan with { McpServers = [tools] }));

        var servers = run.Got.Single(message => Method(message) == "session/new")["params"]!["mcpServers"]!.AsArray();
        Assert.That(servers, Has.Count.EqualTo(offered));
        Assert.That(run.Errors.Contains("takes no MCP servers", StringComparison.Ordinal), Is.EqualTo(offered == 0));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_of_the_plan_are_there_before_the_agent_and_only_for_its_user()
    {
        await using var run = DriverRun.Acp("answers", plan => plan with { Files = new Dictionary<string, string>(StringComparer.Ordinal) { [".agent/deep/settings.json"] = "{}" } });
        await run.SaysAsync("idle");

        var file = Path.Combine(run.Home, ".agent", "deep", "settings.json");
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("{}"));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase("../outside")]
    [TestCase("/etc/outside")]
    [TestCase(".")]
    public async Task A_file_outside_the_home_directory_is_refused(string name)
    {
        await using var run = DriverRun.Acp("answers", plan => plan with { Files = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "x" } });

        Assert.That(await run.EndAsync(), Is.EqualTo(DriverLines.ProtocolExitCode));
        Assert.That(run.Errors, Does.Contain("is not below the home directory"));
    }

    [TestCase("what?")]
    [TestCase("{}")]
    [TestCase("""{"dialect":"acp","command":[],"promptId":"p","prompt":"x"}""")]
    [TestCase("""{"dialect":"smoke","command":["true"],"promptId":"p","prompt":"x"}""")]
    public async Task A_plan_that_makes_no_sense_is_refused(string line)
    {
        await using var run = DriverRun.WithFirstLine(line);

        Assert.That(await run.EndAsync(), Is.EqualTo(DriverLines.ProtocolExitCode));
        Assert.That(run.Errors, Does.Contain("plan"));
    }

    [Test]
    public async Task An_agent_that_is_not_there_cannot_be_started()
    {
        await using var run = DriverRun.Acp("answers", plan => plan with { Command = ["no-such-agent"] });

        Assert.That(await run.EndAsync(), Is.EqualTo(DriverLines.StartExitCode));
        Assert.That(run.Errors, Does.Contain("no-such-agent could not be started"));
    }

    [TestCase("silent", "did not answer initialize")]
    [TestCase("other-version", "version 2 of the protocol")]
    [TestCase("refuses-session", "Authentication required")]
    public async Task An_agent_that_does_not_come_through_the_handshake_fails_the_turn(string scenario, string reason)
    {
        await using var run = DriverRun.Acp(scenario, plan => plan with { HandshakeMs = scenario == "silent" ? 300 : 60_000 });

        Assert.That(await run.EndAsync(), Is.EqualTo(DriverLines.ProtocolExitCode));
        Assert.That(run.Errors, Does.Contain(reason));
    }

    [Test]
    public async Task The_end_of_the_input_lets_the_turn_finish_first()
    {
        await using var run = DriverRun.Acp("gated");
        run.CloseInput();
        await run.SaysAsync("prompt prompt-1");
        run.Open("finish");

        Assert.That(await run.EndAsync(), Is.Zero);
        Assert.That(run.Said, Has.Some.EqualTo("idle"));
    }

    [Test]
    public async Task A_prompt_that_the_agent_refuses_is_answered_too()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("fails"));

        Assert.That(await run.EndAsync(), Is.Zero);
        Assert.That(run.Lines, Has.Some.Contain("Authentication required").And.Some.Contain("prompt:prompt-1"));
    }

    [Test]
    public async Task Whatever_the_agent_asks_is_answered_at_once()
    {
        await using var run = await DriverRun.ToEndAsync(DriverRun.Acp("asks-everything"));

        var answers = run.Got.Where(message => message["method"] is null).Select(message => (message["result"] ?? message["error"]!["code"])!.ToJsonString());
        Assert.That(answers, Is.EqualTo(new[]
        {
            """{"outcome":{"outcome":"selected","optionId":"always"}}""",
            """{"outcome":{"outcome":"selected","optionId":"once"}}""",
            """{"outcome":{"outcome":"cancelled"}}""",
            """{"outcome":{"outcome":"cancelled"}}""",
            "-32601",
            "-32601",
            """{"action":"decline"}""",
            "-32601",
            "-32601",
        }));
    }

    private static string? Method(JsonObject message) => message["method"]?.GetValue<string>();

    private static IEnumerable<string> Texts(DriverRun run) =>
        run.Got.Single(message => Method(message) == "session/prompt")["params"]!["prompt"]!.AsArray().Select(block => block!["text"]!.GetValue<string>());
}
