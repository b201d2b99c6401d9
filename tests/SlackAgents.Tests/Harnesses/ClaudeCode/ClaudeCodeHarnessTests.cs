using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

public sealed class ClaudeCodeHarnessTests
{
    private static readonly HarnessTurn Turn = new(
        "Fix \"it\"\n[[fake:x]]", "33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444", false, "claude-sonnet-4-5", new Uri("http://127.0.0.1:8080"), 3);

    [Test]
    public void A_first_turn_chooses_the_session_and_a_later_one_resumes_it()
    {
        var first = Harness().Launch(Turn).Arguments;
        var later = Harness().Launch(Turn with { Resume = true }).Arguments;

        // Together the CLI refuses them.
        Assert.That(first, Has.Member("--session-id").And.No.Member("--resume"));
        Assert.That(later, Has.Member("--resume").And.No.Member("--session-id"));
        Assert.That(later[later.ToList().IndexOf("--resume") + 1], Is.EqualTo(Turn.SessionId));
    }

    [Test]
    public void The_first_input_is_the_prompt_on_one_line_under_its_id()
    {
        var line = Harness().Launch(Turn).Input.Single();

        using var message = JsonDocument.Parse(line);
        Assert.That(line, Does.Not.Contain('\n'));
        Assert.That(message.RootElement.GetProperty("uuid").GetString(), Is.EqualTo(Turn.PromptId));
        Assert.That(message.RootElement.GetProperty("message").GetProperty("content")[0].GetProperty("text").GetString(), Is.EqualTo(Turn.Prompt));
    }

    [Test]
    public void The_environment_leads_to_the_gateway_with_a_placeholder_for_a_key()
    {
        var environment = Harness().Launch(Turn).Environment;

        Assert.That(environment["ANTHROPIC_BASE_URL"], Is.EqualTo("http://127.0.0.1:8080/models/anthropic"));
        Assert.That(environment["ANTHROPIC_API_KEY"], Does.StartWith("placeholder"));
        Assert.That(environment["CLAUDE_CODE_MAX_RETRIES"], Is.EqualTo("3"));
        Assert.That(environment["IS_SANDBOX"], Is.EqualTo("1"));
    }

    [TestCase(null, false)]
    [TestCase(12, true)]
    public void A_limit_of_turns_is_passed_on_when_there_is_one(int? maxTurns, bool passed)
    {
        var arguments = Harness(new HarnessOptions { Claude = { MaxTurns = maxTurns } }).Launch(Turn).Arguments;

        Assert.That(arguments.Contains("--max-turns", StringComparer.Ordinal), Is.EqualTo(passed));
    }

    [Test]
    public void Standing_orders_are_added_to_the_system_prompt_of_every_turn()
    {
        var with = Harness().Launch(Turn with { Instructions = "--Be brief." }).Arguments;
        var without = Harness().Launch(Turn).Arguments;

        Assert.That(with.SkipWhile(argument => argument != "--append-system-prompt"), Is.EqualTo(new[] { "--append-system-prompt", "--Be brief.", "--system-prompt-snapshot", "off" }));
        Assert.That(without, Has.No.Member("--append-system-prompt"));
    }

    [Test]
    public void Servers_are_offered_beside_those_of_the_repository_and_their_tools_are_told_at_once()
    {
        var with = Harness().Launch(Turn with { McpServers = [new McpServer("ask", new Uri("http://127.0.0.1:8080/mcp/ask"))] });
        var without = Harness().Launch(Turn);

        Assert.That(with.Arguments.SkipWhile(argument => argument != "--mcp-config").ElementAt(1), Is.EqualTo("{\"mcpServers\":{\"ask\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:8080/mcp/ask\"}}}"));
        Assert.That(with.Arguments, Has.No.Member("--strict-mcp-config"));
        Assert.That(with.Environment["ENABLE_TOOL_SEARCH"], Is.EqualTo("false"));
        Assert.That(TimeSpan.FromMilliseconds(long.Parse(with.Environment["MCP_TOOL_TIMEOUT"], CultureInfo.InvariantCulture)), Is.GreaterThanOrEqualTo(TimeSpan.FromHours(12)));
        Assert.That(without.Arguments, Has.No.Member("--mcp-config"));
    }

    [Test]
    public void An_interrupt_is_one_line_with_its_request_id() =>
        Assert.That(Harness().Interrupt("r\"1"), Is.EqualTo("{\"type\":\"control_request\",\"request_id\":\"r\\u00221\",\"request\":{\"subtype\":\"interrupt\"}}"));

    private static ClaudeCodeHarness Harness(HarnessOptions? options = null) => new(Options.Create(options ?? new HarnessOptions()));
}
