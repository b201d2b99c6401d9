using System.Text.Json;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Codex;

namespace SlackAgents.Tests.Harnesses.Codex;

public sealed class CodexHarnessTests
{
    private static readonly HarnessTurn Turn = new(
        "Fix \"it\"\nnow", CodexRecording.PromptId, "44444444-4444-4444-8444-444444444444", false, "gpt-5.5", new Uri("http://127.0.0.1:8080"), 3)
    {
        Provider = "openai",
        Instructions = "Be brief.",
    };

    [Test]
    public void The_first_line_is_the_drivers_plan_on_one_line()
    {
        var launch = Harness().Launch(Turn);
        var plan = Plan(launch);

        Assert.That(launch.Arguments, Is.EqualTo(new[] { "node", "/opt/slackagents/driver/main.mjs" }));
        Assert.That(launch.Input.Single(), Does.Not.Contain('\n'));
        Assert.That(plan.GetProperty("dialect").GetString(), Is.EqualTo("codex"));
        Assert.That(plan.GetProperty("prompt").GetString(), Is.EqualTo(Turn.Prompt));
        Assert.That(plan.GetProperty("promptId").GetString(), Is.EqualTo(Turn.PromptId));
        Assert.That(plan.GetProperty("instructions").GetString(), Is.EqualTo("Be brief."));
        Assert.That(plan.TryGetProperty("resumeSession", out _), Is.False);
    }

    [Test]
    public void A_later_turn_resumes_the_session() =>
        Assert.That(Plan(Harness().Launch(Turn with { Resume = true })).GetProperty("resumeSession").GetString(), Is.EqualTo(Turn.SessionId));

    [TestCase("model=\"gpt-5.5\"")]
    [TestCase("model_provider=\"slackagents\"")]
    [TestCase("model_providers.slackagents={name=\"openai\",base_url=\"http://127.0.0.1:8080/models/openai/v1\",wire_api=\"responses\",env_key=\"CODEX_PROVIDER_KEY\",request_max_retries=0,stream_max_retries=3,supports_websockets=false}")]
    [TestCase("shell_environment_policy.exclude=[\"CODEX_PROVIDER_KEY\"]")]
    [TestCase("features.unbounded_connection_retries=false")]
    [TestCase("features.plugins=false")]
    [TestCase("tools.update_plan={enabled=true}")]
    [TestCase("projects={\"/workspace\"={trust_level=\"trusted\"}}")]
    [TestCase("check_for_update_on_startup=false")]
    [TestCase("mcp_servers.ask={url=\"http://127.0.0.1:8080/mcp/ask\",startup_timeout_sec=30,tool_timeout_sec=86400}")]
    public void The_command_line_holds_the_setting(string setting)
    {
        var turn = Turn with { McpServers = [new McpServer("ask", new Uri("http://127.0.0.1:8080/mcp/ask"))] };

        var command = Plan(Harness().Launch(turn)).GetProperty("command").EnumerateArray().Select(part => part.GetString()!).ToList();

        Assert.That(command.Take(2), Is.EqualTo(new[] { "codex", "app-server" }));
        Assert.That(command[command.IndexOf(setting) - 1], Is.EqualTo("-c"));
    }

    [Test]
    public void The_key_is_a_placeholder() =>
        Assert.That(Harness().Launch(Turn).Environment[CodexConfig.KeyVariable], Does.StartWith("placeholder"));

    [Test]
    public void A_message_and_an_interruption_are_lines_for_the_driver()
    {
        Assert.That(Harness().Steer("i", "say \"hi\"\n"), Does.StartWith("{\"type\":\"driver.steer\",\"id\":\"i\"").And.Not.Contain("\n"));
        Assert.That(Harness().Interrupt("i"), Is.EqualTo("{\"type\":\"driver.interrupt\",\"id\":\"i\"}"));
    }

    private static JsonElement Plan(HarnessLaunch launch) => JsonDocument.Parse(launch.Input.Single()).RootElement.Clone();

    private static CodexHarness Harness() => new(Options.Create(new HarnessOptions()));
}
