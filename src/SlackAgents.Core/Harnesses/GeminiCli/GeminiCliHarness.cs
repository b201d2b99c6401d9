using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.GeminiCli;

/// <summary>Gemini CLI (0.61.0 measured) as an ACP agent.</summary>
/// <remarks>
/// Measured rules of the CLI that the values here rest on:
/// a second prompt cancels the first and kills its tool, and the program then forgets the tool's result but has written it
/// down, so that it has to be started again; <c>session/load</c> tells the whole session again; in a loaded
/// session it asks for permission even in its mode <c>yolo</c>, and then tells a call only when it is over; what a
/// command printed is not told at all; its own ten attempts keep a rate limit silent for more than three minutes.
/// Its shell tool empties git's configuration, so the committer comes from the environment of the turn.
/// </remarks>
internal sealed partial class GeminiCliHarness(IOptions<HarnessOptions> options) : AcpHarness(Quirks)
{
    public static AcpQuirks Quirks { get; } = new()
    {
        Source = "gemini",
        ResumeMethod = AcpMethods.Load,
        Steer = AcpSteering.Restart,
        Usage = AcpUsageSource.Quota,
        NoticeText = ModeNotice(),
    };

    public override string Name => "gemini";

    public override string DisplayName => "Gemini CLI";

    public override IReadOnlyList<string> Aliases { get; } = ["gemini-cli"];

    public override IReadOnlyList<string> Providers { get; } = ["gemini"];

    // A tool of its own is called ask_user; that one it forbids where nobody sits before it, and ours with it.
    public override string AskTool => "ask_person";

    public override string DefaultModel => options.Value.Gemini.Model;

    public override IReadOnlyList<string> SessionPaths { get; } = [".gemini/tmp", ".gemini/projects.json"];

    protected override AcpStart Start(HarnessTurn turn) => new(
        GeminiSessions.InOrder("gemini", "--acp", "--yolo", "--model", turn.Model),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GEMINI_API_KEY"] = GatewayAddress.PlaceholderKey,
            ["GOOGLE_GEMINI_BASE_URL"] = turn.ModelsUrl,
            ["GEMINI_CLI_TRUST_WORKSPACE"] = "true",
            // Else a launcher stands before the program that takes no signal on.
            ["GEMINI_CLI_NO_RELAUNCH"] = "true",
            ["GEMINI_TELEMETRY_ENABLED"] = "false",
        },
        new Dictionary<string, string>(StringComparer.Ordinal) { [".gemini/settings.json"] = Settings(turn) }) { NamesServers = true };

    private static string Settings(HarnessTurn turn) => JsonSerializer.Serialize(new
    {
        security = new { auth = new { selectedType = "gemini-api-key" } },
        privacy = new { usageStatisticsEnabled = false },
        telemetry = new { enabled = false },
        mcpServers = turn.McpServers.ToDictionary(server => server.Name, server => new { httpUrl = server.Url.AbsoluteUri, timeout = ToolTimeout, trust = true }, StringComparer.Ordinal),
        general = new
        {
            enableAutoUpdate = false,
            enableAutoUpdateNotification = false,
            maxAttempts = turn.MaxRetries + 1,
            // It would take a session that was resumed once for a broken one.
            sessionRetention = new { enabled = false },
        },
    });

    [GeneratedRegex(@"^\[MODE_UPDATE\] \w{1,20}$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex ModeNotice();
}
