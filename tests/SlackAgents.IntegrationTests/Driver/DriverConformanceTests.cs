using System.Text.Json.Nodes;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Testing.Clients;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>The driver with an agent on the protocol's official SDK, which refuses what is not in its schema.</summary>
internal sealed class DriverConformanceTests
{
    [OneTimeSetUp]
    public Task InstallAsync() => NodeClient.InstallAsync();

    [Test]
    public async Task The_sdk_accepts_a_whole_turn()
    {
        await using var run = await DriverRun.ToEndAsync(Start(plan => plan));

        Assert.That(Seen(run).Select(seen => seen.What), Is.EqualTo(new[]
        {
            "initialize", "session/new", "session/set_mode", "session/set_config_option", "session/prompt",
            "answer session/request_permission", "answer session/request_permission",
            "refusal fs/read_text_file", "refusal terminal/create", "answer elicitation/create",
        }));
        Assert.That(run.Chunks, Is.EqualTo(new[] { "Hello." }));
        Assert.That(run.Lines, Has.Some.Contain("\"stopReason\":\"end_turn\"").And.None.Contain("\"error\""));
    }

    [Test]
    public async Task The_sdk_reads_what_the_driver_meant()
    {
        await using var run = await DriverRun.ToEndAsync(Start(plan => plan));

        var seen = Seen(run);
        Assert.Multiple(() =>
        {
            Assert.That(seen[0].Value["clientCapabilities"]!["terminal"]!.GetValue<bool>(), Is.False);
            Assert.That(seen[1].Value["mcpServers"]![0]!["url"]!.GetValue<string>(), Is.EqualTo("http://127.0.0.1:8080/mcp/ours"));
            Assert.That(seen[2].Value["modeId"]!.GetValue<string>(), Is.EqualTo("yolo"));
            Assert.That(seen[3].Value["value"]!.GetValue<string>(), Is.EqualTo("large"));
            Assert.That(seen[5].Value["outcome"]!["optionId"]!.GetValue<string>(), Is.EqualTo("a"));
            Assert.That(seen[6].Value["outcome"]!["outcome"]!.GetValue<string>(), Is.EqualTo("cancelled"));
            Assert.That(seen[7].Value["code"]!.GetValue<int>(), Is.EqualTo(-32601));
        });
    }

    [TestCase("session/load")]
    [TestCase("session/resume")]
    public async Task The_sdk_accepts_a_session_that_is_gone_on_with_and_steered(string method)
    {
        await using var run = Start(plan => plan with { ResumeSession = "session-1", ResumeMethod = method, Prompt = "wait" });
        await run.ToolIsAsync("in_progress");
        run.Steer("m1", "more");
        await run.SaysAsync("idle");
        await run.CloseAsync();

        Assert.That(Seen(run).Select(seen => seen.What).Take(6), Is.EqualTo(new[]
        {
            "initialize", method, "session/set_mode", "session/set_config_option", "session/prompt", "session/cancel",
        }));
        Assert.That(run.Lines, Has.Some.Contain("\"stopReason\":\"cancelled\"").And.None.Contain("\"error\""));
    }

    [Test]
    public async Task The_sdk_accepts_an_interrupt()
    {
        await using var run = Start(plan => plan with { Prompt = "wait" });
        await run.ToolIsAsync("in_progress");
        run.Interrupt("i1");
        await run.SaysAsync("idle");

        Assert.That(await run.CloseAsync(), Is.Zero);
        await Eventually.ThatAsync(() => Seen(run).Select(seen => seen.What), Has.Some.EqualTo("session/cancel"));
    }

    private static DriverRun Start(Func<DriverPlan, DriverPlan> change) => DriverRun.Acp("sdk", plan => change(plan with
    {
        Command = ["node", Path.Combine(NodeClient.Folder, "acp-agent.mjs")],
        Instructions = "be kind",
        SessionMode = "yolo",
        Model = "large",
        McpServers = [new McpServer("ours", new Uri("http://127.0.0.1:8080/mcp/ours"))],
    }));

    private static List<(string What, JsonNode Value)> Seen(DriverRun run) =>
        [.. run.Errors.Split('\n').Where(line => line.StartsWith("seen ", StringComparison.Ordinal)).Select(Read)];

    private static (string What, JsonNode Value) Read(string line)
    {
        var start = line.IndexOf('{', StringComparison.Ordinal);
        return (line["seen ".Length..start].TrimEnd(), JsonNode.Parse(line[start..])!);
    }
}
