using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.CopilotCli;
using SlackAgents.Core.Harnesses.GeminiCli;
using SlackAgents.Core.Harnesses.OpenCode;
using SlackAgents.Core.Harnesses.QwenCode;

namespace SlackAgents.Tests.Harnesses.Acp;

public sealed class AcpLaunchTests
{
    private static readonly IHarness[] All = [Make(options => new GeminiCliHarness(options)), Make(options => new OpenCodeHarness(options)), Make(options => new CopilotCliHarness(options)), Make(options => new QwenCodeHarness(options))];

    private static readonly HarnessTurn Turn = new(
        "Fix \"it\"", "33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444", false, "a-model", new Uri("http://127.0.0.1:8080"), 2)
    {
        Provider = "openai",
        Instructions = "Be brief.",
        McpServers = [new McpServer("slackagents", new Uri("http://127.0.0.1:8080/tools/slackagents"))],
    };

    private static IEnumerable<string> Names => All.Select(harness => harness.Name);

    [TestCaseSource(nameof(Names))]
    public void The_driver_is_started_with_the_plan_as_its_first_line(string name)
    {
        var launch = Find(name).Launch(Turn);
        var plan = Plan(launch);

        Assert.That(launch.Arguments, Is.EqualTo(new[] { "node", "/opt/slackagents/driver/main.mjs" }));
        Assert.That(launch.Input.Single(), Does.Not.Contain('\n'));
        Assert.That(plan.GetProperty("dialect").GetString(), Is.EqualTo("acp"));
        Assert.That(plan.GetProperty("prompt").GetString(), Is.EqualTo(Turn.Prompt));
        Assert.That(plan.GetProperty("promptId").GetString(), Is.EqualTo(Turn.PromptId));
        Assert.That(plan.GetProperty("instructions").GetString(), Is.EqualTo("Be brief."));
        Assert.That(plan.TryGetProperty("resumeSession", out _), Is.False);
    }

    [TestCase("gemini", ".gemini/settings.json", "httpUrl")]
    [TestCase("copilot", ".copilot/mcp-config.json", "url")]
    [TestCase("qwen", ".qwen/settings.json", "httpUrl")]
    public void A_tool_may_wait_for_a_person(string name, string file, string address)
    {
        var plan = Plan(Find(name).Launch(Turn));
        using var settings = JsonDocument.Parse(plan.GetProperty("files").GetProperty(file).GetString()!);
        var server = settings.RootElement.GetProperty("mcpServers").GetProperty("slackagents");

        Assert.That(server.GetProperty(address).GetString(), Is.EqualTo("http://127.0.0.1:8080/tools/slackagents"));
        Assert.That(server.GetProperty("timeout").GetInt32(), Is.EqualTo(86_400_000));
        Assert.That(plan.GetProperty("mcpServers").GetArrayLength(), Is.Zero, "A server of the session would take its place, with the usual time.");
    }

    [Test]
    public void A_tool_may_wait_for_a_person_in_open_code()
    {
        var launch = Find("opencode").Launch(Turn);
        using var configuration = JsonDocument.Parse(launch.Environment["OPENCODE_CONFIG_CONTENT"]);

        Assert.That(Plan(launch).GetProperty("mcpServers")[0].GetProperty("url").GetString(), Does.EndWith("/tools/slackagents"));
        Assert.That(configuration.RootElement.GetProperty("experimental").GetProperty("mcp_timeout").GetInt32(), Is.EqualTo(86_400_000));
    }

    [TestCase("gemini", "restart", "session/load", SteeringWay.CutsStep)]
    [TestCase("opencode", "prompt", "session/resume", SteeringWay.DuringTurn)]
    [TestCase("copilot", "cancel", "session/load", SteeringWay.CutsStep)]
    [TestCase("qwen", "drain", "session/resume", SteeringWay.DuringTurn)]
    public void A_later_turn_goes_on_with_the_session_and_is_steered_in_the_agents_way(string name, string steer, string resume, object way)
    {
        var harness = Find(name);
        var plan = Plan(harness.Launch(Turn with { Resume = true }));

        Assert.That(plan.GetProperty("resumeSession").GetString(), Is.EqualTo(Turn.SessionId));
        Assert.That(plan.GetProperty("resumeMethod").GetString(), Is.EqualTo(resume));
        Assert.That(plan.GetProperty("steer").GetString(), Is.EqualTo(steer));
        Assert.That(harness.Steering, Is.EqualTo(way));
    }

    [TestCaseSource(nameof(Names))]
    public void Nothing_leads_past_the_gateway_and_no_key_is_inside(string name)
    {
        var harness = Find(name);
        foreach (var provider in harness.Providers)
        {
            var launch = harness.Launch(Turn with { Provider = provider });
            var everything = string.Join('\n', launch.Environment.Select(pair => $"{pair.Key}={pair.Value}").Concat(launch.Input));

            Assert.That(everything, Does.Contain($"http://127.0.0.1:8080/models/{provider}"));
            Assert.That(everything, Does.Contain("placeholder-the-gateway-holds-the-key"));
            Assert.That(launch.Environment["DISABLE_TELEMETRY"], Is.EqualTo("1"));
            Assert.That(launch.Environment["DO_NOT_TRACK"], Is.EqualTo("1"));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_message_and_an_interrupt_are_lines_for_the_driver(string name)
    {
        Assert.That(Find(name).Steer("m1", "Stop \"that\""), Does.StartWith("{\"type\":\"driver.steer\",\"id\":\"m1\""));
        Assert.That(Find(name).Interrupt("r1"), Is.EqualTo("{\"type\":\"driver.interrupt\",\"id\":\"r1\"}"));
    }

    [Test]
    public void Gemini_is_given_its_attempts_and_keeps_its_sessions()
    {
        var launch = Find("gemini").Launch(Turn with { Provider = "gemini" });
        using var settings = JsonDocument.Parse(Plan(launch).GetProperty("files").GetProperty(".gemini/settings.json").GetString()!);
        var general = settings.RootElement.GetProperty("general");

        Assert.That(general.GetProperty("maxAttempts").GetInt32(), Is.EqualTo(3));
        Assert.That(general.GetProperty("sessionRetention").GetProperty("enabled").GetBoolean(), Is.False);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void The_sessions_of_gemini_are_put_in_order_before_each_start(bool resume)
    {
        var words = Words(Find("gemini").Launch(Turn with { Resume = resume }));

        Assert.That(words, Is.EqualTo(new[] { "sh", "-c", "node /opt/slackagents/driver/gemini-sessions.mjs || :; exec \"$@\"", "sh", "gemini", "--acp", "--yolo", "--model", "a-model" }));
    }

    [TestCase("anthropic", "anthropic", "/v1", null)]
    [TestCase("openai", "openai", "/v1", null)]
    [TestCase("gemini", "google", "/v1beta", null)]
    [TestCase("corp-llm", "corp-llm", "/v1", "@ai-sdk/openai-compatible")]
    public void Open_code_has_one_provider_at_the_gateway_and_every_permission(string provider, string named, string suffix, string? client)
    {
        var launch = Find("opencode").Launch(Turn with { Provider = provider, Model = $"{provider}/big/model" });
        using var configuration = JsonDocument.Parse(launch.Environment["OPENCODE_CONFIG_CONTENT"]);
        var root = configuration.RootElement;
        var entry = root.GetProperty("provider").GetProperty(named);

        Assert.That(root.GetProperty("model").GetString(), Is.EqualTo($"{named}/big/model"));
        Assert.That(root.GetProperty("permission").GetString(), Is.EqualTo("allow"));
        Assert.That(root.GetProperty("enabled_providers")[0].GetString(), Is.EqualTo(named));
        Assert.That(entry.GetProperty("options").GetProperty("baseURL").GetString(), Is.EqualTo($"http://127.0.0.1:8080/models/{provider}{suffix}"));
        Assert.That(entry.GetProperty("models").TryGetProperty("big/model", out _), Is.True);
        Assert.That(entry.TryGetProperty("npm", out var npm) ? npm.GetString() : null, Is.EqualTo(client));
    }

    [TestCase("openai", "openai", "responses", "http://127.0.0.1:8080/models/openai/v1")]
    [TestCase("corp-llm", "openai", "completions", "http://127.0.0.1:8080/models/corp-llm/v1")]
    [TestCase("anthropic", "anthropic", "completions", "http://127.0.0.1:8080/models/anthropic")]
    public void Copilot_is_told_which_api_its_provider_speaks(string provider, string type, string wire, string url)
    {
        var environment = Find("copilot").Launch(Turn with { Provider = provider }).Environment;

        Assert.That((environment["COPILOT_PROVIDER_TYPE"], environment["COPILOT_PROVIDER_BASE_URL"], environment["COPILOT_MODEL"]), Is.EqualTo((type, url, "a-model")));
        Assert.That(environment["COPILOT_PROVIDER_WIRE_API"], Is.EqualTo(wire));
        Assert.That(environment["COPILOT_OFFLINE"], Is.EqualTo("true"));
    }

    [Test]
    public void Qwen_repeats_a_failed_call_in_one_loop_only()
    {
        using var settings = JsonDocument.Parse(Plan(Find("qwen").Launch(Turn)).GetProperty("files").GetProperty(".qwen/settings.json").GetString()!);

        Assert.That(settings.RootElement.GetProperty("model").GetProperty("generationConfig").GetProperty("maxRetries").GetInt32(), Is.Zero);
        Assert.That(settings.RootElement.GetProperty("memory").EnumerateObject().Select(entry => entry.Value.ValueKind), Is.All.EqualTo(JsonValueKind.False), "No calls that nobody asked for.");
        Assert.That(settings.RootElement.GetProperty("ui").GetProperty("enableFollowupSuggestions").GetBoolean(), Is.False);
    }

    [TestCase("openai", "gpt-5.4", true)]
    [TestCase("openai", "gpt-4.1", false)]
    [TestCase("corp-llm", "gpt-5.4", false)]
    public void Qwen_limits_the_answers_of_models_that_reason_as_openai_wants_it(string provider, string model, bool limited)
    {
        using var settings = JsonDocument.Parse(Plan(Find("qwen").Launch(Turn with { Provider = provider, Model = model })).GetProperty("files").GetProperty(".qwen/settings.json").GetString()!);

        Assert.That(settings.RootElement.GetProperty("model").GetProperty("generationConfig").TryGetProperty("samplingParams", out var parameters), Is.EqualTo(limited));
        Assert.That(!limited || parameters.GetProperty("max_completion_tokens").GetInt32() == 64_000);
    }

    [TestCase("gemini", "Gemini-CLI", ".gemini/tmp")]
    [TestCase("opencode", "opencode", ".local/share/opencode/opencode.db")]
    [TestCase("copilot", "github-copilot", ".copilot/session-state")]
    [TestCase("qwen", "qwen-code", ".qwen/projects")]
    public void Each_agent_is_registered_with_its_words_and_where_its_sessions_lie(string name, string word, string path)
    {
        using var services = new ServiceCollection().AddHarnesses().BuildServiceProvider();
        var harness = services.GetRequiredService<HarnessCatalog>().Find(word)!;

        Assert.That(harness.Name, Is.EqualTo(name));
        Assert.That(harness.SessionPaths, Has.Member(path));
        Assert.That(harness.SessionPaths, Has.None.StartsWith("/"));
        Assert.That(harness.DefaultModel, Is.Not.Empty);
    }

    private static JsonElement Plan(HarnessLaunch launch)
    {
        using var plan = JsonDocument.Parse(launch.Input.Single());
        return plan.RootElement.Clone();
    }

    private static List<string> Words(HarnessLaunch launch) => [.. Plan(launch).GetProperty("command").EnumerateArray().Select(word => word.GetString()!)];

    private static IHarness Find(string name) => All.Single(harness => harness.Name == name);

    private static IHarness Make(Func<IOptions<HarnessOptions>, IHarness> make) => make(Options.Create(new HarnessOptions()));
}
