using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.CopilotCli;

/// <summary>GitHub Copilot CLI (1.0.102 measured) as an ACP agent, with models of our own providers and no GitHub account.</summary>
/// <remarks>
/// Measured rules of the CLI that the values here rest on:
/// an API failure is a message of the agent that begins with <c>Error:</c>, and then a turn that ended well, without
/// usage where no call succeeded; it repeats a failed call five times, which cannot be set, and says <c>Info:</c> once for
/// each; a second prompt cancels the first; token counts are those of the program so far, not of the prompt.
/// </remarks>
internal sealed partial class CopilotCliHarness(IOptions<HarnessOptions> options) : AcpHarness(Quirks)
{
    public static AcpQuirks Quirks { get; } = new()
    {
        Source = "copilot",
        ResumeMethod = AcpMethods.Load,
        Steer = AcpSteering.Cancel,
        Usage = AcpUsageSource.Answer,
        EndWithoutUsageIsFailure = true,
        FailureText = Failure(),
        RetryText = Retry(),
    };

    public override string Name => "copilot";

    public override string DisplayName => "GitHub Copilot CLI";

    public override IReadOnlyList<string> Aliases { get; } = ["copilot-cli", "github-copilot"];

    public override IReadOnlyList<string> Providers { get; } = ["openai", "anthropic"];

    public override CompatibleApi Compatible => CompatibleApi.Chat;

    public override string DefaultModel => options.Value.Copilot.Model;

    public override IReadOnlyList<string> SessionPaths { get; } = [".copilot/session-state"];

    protected override AcpStart Start(HarnessTurn turn)
    {
        var isAnthropic = turn.Provider is "anthropic";
        return new AcpStart(
            ["copilot", "--acp", "--allow-all", "--no-auto-update", "--disable-builtin-mcps"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["COPILOT_PROVIDER_TYPE"] = isAnthropic ? "anthropic" : "openai",
                // Its chat completions carry a limit of tokens that OpenAI refuses for its newer models.
                ["COPILOT_PROVIDER_WIRE_API"] = turn.Provider is "openai" ? "responses" : "completions",
                ["COPILOT_PROVIDER_BASE_URL"] = isAnthropic ? turn.ModelsUrl : turn.ModelsUrl + "/v1",
                ["COPILOT_PROVIDER_API_KEY"] = GatewayAddress.PlaceholderKey,
                ["COPILOT_MODEL"] = turn.Model,
                // No account, no telemetry, no web tools of its own, no updates.
                ["COPILOT_OFFLINE"] = "true",
                ["COPILOT_AUTO_UPDATE"] = "false",
            },
            new Dictionary<string, string>(StringComparer.Ordinal) { [".copilot/mcp-config.json"] = Servers(turn) }) { NamesServers = true };
    }

    private static readonly string[] EveryTool = ["*"];

    private static string Servers(HarnessTurn turn) => JsonSerializer.Serialize(new
    {
        mcpServers = turn.McpServers.ToDictionary(
            server => server.Name,
            server => new { type = "http", url = server.Url.AbsoluteUri, tools = EveryTool, timeout = ToolTimeout },
            StringComparer.Ordinal),
    });

    // A model may begin a text with the same word; of the program are those that go on about the model and its provider.
    [GeneratedRegex(@"^Error: ([45][0-9]{2} |Failed to get response|Authentication failed|Could not connect|Execution failed|.{0,200}\bprovider\b|.{0,200}\bAI model\b|.{0,200}\bHTTP [45]\d\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Failure();

    [GeneratedRegex(@"^Info: .{0,200}?\bRetrying\.{0,3}\s*", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Retry();
}
