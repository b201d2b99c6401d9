using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Harnesses.GeminiCli;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Data;

namespace SlackAgents.Tests.Runs.Tools;

internal sealed class ToolServersTests
{
    private static readonly Run Run = Some.Run() with { Harness = "claude", Channel = "C1", Repository = Core.Ids.RepositoryName.Parse("acme/widgets") };

    private static readonly HarnessCatalog Harnesses = new([new ClaudeCodeHarness(Options.Create(new HarnessOptions())), new GeminiCliHarness(Options.Create(new HarnessOptions()))]);

    [TestCase("claude", "ask_user")]
    [TestCase("gemini", "ask_person")]
    public void The_tool_that_asks_has_a_name_that_the_harness_can_offer(string harness, string name) =>
        Assert.That(new ToolServers(Harnesses, Options.Create(new McpOptions())).AskToolOf(Run with { Harness = harness }), Is.EqualTo(name));

    [Test]
    public void A_run_gets_the_built_in_server_and_the_operators_that_are_meant_for_it()
    {
        var options = new McpOptions
        {
            Servers =
            {
                ["wiki"] = new ToolServerOptions { Url = "http://wiki.test" },
                ["here"] = new ToolServerOptions { Harnesses = { "Claude" }, Channels = { "C1", "C2" }, Repositories = { "ACME/Widgets" } },
                ["other-agent"] = new ToolServerOptions { Harnesses = { "codex" } },
                ["other-channel"] = new ToolServerOptions { Channels = { "C9" } },
                ["other-repository"] = new ToolServerOptions { Repositories = { "acme/else" } },
            },
        };

        var servers = new ToolServers(Harnesses, Options.Create(options)).Of(Run);

        Assert.That(servers.Select(server => server.Name), Is.EqualTo(new[] { "slackagents", "here", "wiki" }));
        Assert.That(servers[0].Url, Is.EqualTo(new Uri("http://127.0.0.1:8080/mcp/slackagents")));
    }

    [Test]
    public void The_built_in_server_can_be_switched_off() =>
        Assert.That(new ToolServers(Harnesses, Options.Create(new McpOptions { BuiltIn = false })).Of(Run), Is.Empty);

    [TestCase("Wiki", "http://wiki.test", "X-Key", "value", "lower-case")]
    [TestCase("slackagents", "http://wiki.test", "X-Key", "value", "belongs to the built-in server")]
    [TestCase("wiki", "wiki.test", "X-Key", "value", "Mcp:Servers:wiki:Url")]
    [TestCase("wiki", "http://user:word@wiki.test", "X-Key", "value", "Mcp:Servers:wiki:Url")]
    [TestCase("wiki", "http://wiki.test", "X Key", "value", "Mcp:Servers:wiki:Headers:X Key")]
    [TestCase("wiki", "http://wiki.test", "X-Key", "a\r\nHost: b", "Mcp:Servers:wiki:Headers:X-Key")]
    public void A_server_that_cannot_work_is_an_error_at_the_start(string name, string url, string header, string value, string told)
    {
        var options = new McpOptions { Servers = { [name] = new ToolServerOptions { Url = url, Headers = { [header] = value } } } };

        var result = new McpOptionsValidator().Validate(null, options);

        Assert.That(result.Failures, Has.Exactly(1).Items.And.Some.Contain(told));
        Assert.That(result.Failures, Has.None.Contain(value == "value" ? "\0" : value), "a value may be a secret");
    }

    [Test]
    public void A_server_that_can_work_is_none() => Assert.That(
        new McpOptionsValidator().Validate(null, new McpOptions { Servers = { ["wiki-2"] = new ToolServerOptions { Url = "http://10.0.0.7:8090/mcp", Headers = { ["Authorization"] = "Bearer x" } } } }).Succeeded,
        Is.True);
}
