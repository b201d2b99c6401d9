using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>Agents that an operator makes known by configuration, tried with what two of them really printed.</summary>
public sealed class ConfiguredAcpTests
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Acp:claude-acp:DisplayName"] = "Claude by ACP",
        ["Acp:claude-acp:Command:0"] = "claude-agent-acp",
        ["Acp:claude-acp:Providers:0"] = "anthropic",
        ["Acp:claude-acp:Model"] = "claude-sonnet-4-5",
        ["Acp:claude-acp:Steer"] = "extension",
        ["Acp:claude-acp:SessionMode"] = "bypassPermissions",
        ["Acp:claude-acp:ResumeMethod"] = "session/resume",
        ["Acp:claude-acp:SessionPaths:0"] = ".claude/projects",
        ["Acp:claude-acp:Environment:ANTHROPIC_BASE_URL"] = "{url}",
        ["Acp:claude-acp:Environment:ANTHROPIC_API_KEY"] = "{key}",
        ["Acp:claude-acp:Environment:ANTHROPIC_MODEL"] = "{model}",
        ["Acp:codex-acp:Command:0"] = "codex-acp",
        ["Acp:codex-acp:Command:1"] = "--model={model}",
        ["Acp:codex-acp:Providers:0"] = "openai",
        ["Acp:codex-acp:Model"] = "gpt-5.5",
        ["Acp:codex-acp:Steer"] = "extension",
        ["Acp:codex-acp:EndWithoutUsageIsFailure"] = "true",
        ["Acp:codex-acp:Files:.codex/config.toml"] = "base_url = \"{url}/v1\"",
    };

    private static readonly HarnessTurn Turn = new("Fix it", "p", "s", false, "m-1", new Uri("http://127.0.0.1:8080"), 2) { Provider = "openai" };

    [Test]
    public void A_configured_agent_is_found_like_any_other()
    {
        using var services = Services(Settings);
        var catalog = services.GetRequiredService<HarnessCatalog>();

        Assert.That(catalog.Names.TakeLast(2), Is.EqualTo(new[] { "claude-acp", "codex-acp" }));
        Assert.That(catalog.Get("claude-acp").DisplayName, Is.EqualTo("Claude by ACP"));
        Assert.That(catalog.Get("codex-acp").DisplayName, Is.EqualTo("codex-acp"));
        Assert.That(catalog.Get("claude-acp").SessionPaths, Is.EqualTo(new[] { ".claude/projects" }));
        Assert.That(catalog.Get("claude-acp").Steering, Is.EqualTo(SteeringWay.DuringTurn));
    }

    [Test]
    public void Model_address_and_placeholder_are_filled_in()
    {
        using var services = Services(Settings);
        var claude = services.GetRequiredService<HarnessCatalog>().Get("claude-acp").Launch(Turn);
        var codex = services.GetRequiredService<HarnessCatalog>().Get("codex-acp").Launch(Turn);
        using var plan = JsonDocument.Parse(codex.Input.Single());

        Assert.That(claude.Environment["ANTHROPIC_BASE_URL"], Is.EqualTo("http://127.0.0.1:8080/models/openai"));
        Assert.That(claude.Environment["ANTHROPIC_API_KEY"], Does.StartWith("placeholder"));
        Assert.That(claude.Environment["ANTHROPIC_MODEL"], Is.EqualTo("m-1"));
        Assert.That(plan.RootElement.GetProperty("command")[1].GetString(), Is.EqualTo("--model=m-1"));
        Assert.That(plan.RootElement.GetProperty("files").GetProperty(".codex/config.toml").GetString(), Is.EqualTo("base_url = \"http://127.0.0.1:8080/models/openai/v1\""));
    }

    [TestCase("claude-acp", "acp-claude-success", nameof(ReasonCode.Completed))]
    [TestCase("claude-acp", "acp-claude-deny", nameof(ReasonCode.Completed))]
    [TestCase("codex-acp", "acp-codex-success", nameof(ReasonCode.Completed))]
    // It ends the turn well, without usage.
    [TestCase("codex-acp", "acp-codex-rate-limited", nameof(ReasonCode.ProviderRateLimited))]
    public void What_such_an_agent_prints_is_judged_like_that_of_any_other(string agent, string recording, string reason)
    {
        using var services = Services(Settings);
        var reader = services.GetRequiredService<HarnessCatalog>().Get(agent).CreateReader(Turn);

        AcpRecording.Load(recording).Lines.ToList().ForEach(line => reader.Read(line));

        Assert.That(reader.Conclude(0, outOfMemory: false).Reason.ToString(), Is.EqualTo(reason));
    }

    [Test]
    public void A_configured_agent_can_be_the_default()
    {
        using var services = Services(new Dictionary<string, string?>(Settings, StringComparer.Ordinal) { ["Default"] = "codex-acp" });

        Assert.That(services.GetRequiredService<IOptions<HarnessOptions>>().Value.Default, Is.EqualTo("codex-acp"));
    }

    [TestCase("Acp:x:Command:0", " ", "Harnesses:Acp:x:Command")]
    [TestCase("Acp:x:Providers:0", "Open AI", "Harnesses:Acp:x:Providers")]
    [TestCase("Acp:x:Model", "a b", "Harnesses:Acp:x:Model")]
    [TestCase("Acp:x:Steer", "shout", "Harnesses:Acp:x:Steer")]
    [TestCase("Acp:x:ResumeMethod", "session/again", "Harnesses:Acp:x:ResumeMethod")]
    [TestCase("Acp:x:SessionPaths:0", "/etc", "Harnesses:Acp:x:SessionPaths")]
    [TestCase("Acp:x:SessionPaths:0", "a/../../b", "Harnesses:Acp:x:SessionPaths")]
    [TestCase("Acp:x:Files:../x", "y", "Harnesses:Acp:x:Files")]
    [TestCase("Acp:x:Environment:A B", "y", "Harnesses:Acp:x:Environment")]
    [TestCase("Acp:Bad Name:Model", "m", "Harnesses:Acp:Bad Name")]
    [TestCase("Acp:copilot-cli:Model", "m", "is a word for a harness that is there already")]
    public void A_wrong_value_is_named_with_its_key(string key, string value, string told)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Acp:x:Command:0"] = "x",
            ["Acp:x:Providers:0"] = "openai",
            ["Acp:x:Model"] = "m",
            [key] = value,
        };
        using var services = Services(settings);

        var failures = Assert.Throws<OptionsValidationException>(() => _ = services.GetRequiredService<IOptions<HarnessOptions>>().Value)!.Failures;

        Assert.That(failures, Has.Some.Contains(told));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddHarnesses()
            .Configure<HarnessOptions>(configuration.Bind)
            .BuildServiceProvider();
    }
}
