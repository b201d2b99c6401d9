using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.QwenCode;

/// <summary>Qwen Code (0.24.4 measured) as an ACP agent, for any API that is like OpenAI's.</summary>
/// <remarks>
/// Measured rules of the CLI that the values here rest on:
/// at every tool boundary it asks its client for waiting messages and takes them into the running turn; token counts
/// come once for each model call, beside an empty piece of text; by default it waits a minute between ten attempts at a
/// rate limit; it says nothing of its attempts; it makes seven at a call that fails otherwise, which cannot be set.
/// </remarks>
internal sealed class QwenCodeHarness(IOptions<HarnessOptions> options) : AcpHarness(Quirks)
{
    // What it would ask for itself.
    private const int LongestAnswer = 64_000;

    private const int FirstDelayMilliseconds = 1000;
    private const int LongestDelayMilliseconds = 20_000;

    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static AcpQuirks Quirks { get; } = new()
    {
        Source = "qwen",
        ResumeMethod = AcpMethods.Resume,
        Steer = AcpSteering.Drain,
        Usage = AcpUsageSource.Chunk,
    };

    public override string Name => "qwen";

    public override string DisplayName => "Qwen Code";

    public override IReadOnlyList<string> Aliases { get; } = ["qwen-code"];

    public override IReadOnlyList<string> Providers { get; } = ["openai"];

    public override CompatibleApi Compatible => CompatibleApi.Chat;

    public override string DefaultModel => options.Value.Qwen.Model;

    public override IReadOnlyList<string> SessionPaths { get; } = [".qwen/projects"];

    protected override AcpStart Start(HarnessTurn turn) => new(
        ["qwen", "--acp", "--yolo", "--auth-type", "openai"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OPENAI_API_KEY"] = GatewayAddress.PlaceholderKey,
            ["OPENAI_BASE_URL"] = turn.ModelsUrl + "/v1",
            ["OPENAI_MODEL"] = turn.Model,
            // Else it begins without the tools, and asks whether they are there only later.
            ["QWEN_CODE_LEGACY_MCP_BLOCKING"] = "1",
            // A call is given up after five minutes without a word of the server; 0 is never.
            ["QWEN_CODE_MCP_TOOL_IDLE_TIMEOUT_MS"] = "0",
            ["QWEN_TELEMETRY_ENABLED"] = "false",
            ["QWEN_USAGE_STATISTICS_ENABLED"] = "false",
        },
        new Dictionary<string, string>(StringComparer.Ordinal) { [".qwen/settings.json"] = Settings(turn) }) { NamesServers = true };

    private static string Settings(HarnessTurn turn) => JsonSerializer.Serialize(new
    {
        general = new { enableAutoUpdate = false },
        privacy = new { usageStatisticsEnabled = false },
        telemetry = new { enabled = false },
        security = new { auth = new { selectedType = "openai" } },
        mcpServers = turn.McpServers.ToDictionary(server => server.Name, server => new { httpUrl = server.Url.AbsoluteUri, timeout = ToolTimeout, trust = true }, StringComparer.Ordinal),
        // After a turn it would ask the model what to remember, and what a person might type next: calls that nobody asked for.
        ui = new { enableFollowupSuggestions = false, enableSpeculation = false },
        memory = new { enableManagedAutoMemory = false, enableManagedAutoDream = false, enableAutoSkill = false },
        model = new
        {
            name = turn.Model,
            // Of its three loops around each other only the innermost two can be set; the last makes seven attempts
            // whatever is said, and with others inside it would make many times that.
            generationConfig = new { maxRetries = 0, retryInitialDelayMs = FirstDelayMilliseconds, retryMaxDelayMs = LongestDelayMilliseconds, samplingParams = Limit(turn) },
        },
    }, WithoutNulls);

    // It says max_tokens, which OpenAI refuses for its models that reason; named like this, the limit is all that is said.
    private static object? Limit(HarnessTurn turn) =>
        turn.Provider is "openai" && !turn.Model.StartsWith("gpt-4", StringComparison.Ordinal) && !turn.Model.StartsWith("gpt-3", StringComparison.Ordinal)
            ? new { max_completion_tokens = LongestAnswer }
            : null;
}
