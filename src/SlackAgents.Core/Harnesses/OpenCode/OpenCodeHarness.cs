using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Policies;

namespace SlackAgents.Core.Harnesses.OpenCode;

/// <summary>OpenCode (1.18.33 measured) as an ACP agent.</summary>
/// <remarks>
/// Measured rules of the CLI that the values here rest on:
/// a second prompt is taken into the running turn at its next step, and both are answered at its end with the same
/// counts, which are those of the last model call only; a call is announced before its arguments are there, and repeated
/// with every piece of its output; an API failure comes without its HTTP status; how often it repeats a failed call
/// cannot be set, and it says nothing meanwhile.
/// </remarks>
internal sealed class OpenCodeHarness(IOptions<HarnessOptions> options) : AcpHarness(Quirks)
{
    public static AcpQuirks Quirks { get; } = new()
    {
        Source = "opencode",
        Steer = AcpSteering.Prompt,
        Usage = AcpUsageSource.None,
    };

    public override string Name => "opencode";

    public override string DisplayName => "OpenCode";

    public override IReadOnlyList<string> Aliases { get; } = ["open-code"];

    public override IReadOnlyList<string> Providers { get; } = ["anthropic", "openai", "gemini"];

    public override CompatibleApi Compatible => CompatibleApi.Chat;

    public override string DefaultModel => options.Value.OpenCode.Model;

    /// <summary>A database with its journal. The copies of the repository beside them are not needed.</summary>
    public override IReadOnlyList<string> SessionPaths { get; } =
        [".local/share/opencode/opencode.db", ".local/share/opencode/opencode.db-wal", ".local/share/opencode/opencode.db-shm"];

    protected override AcpStart Start(HarnessTurn turn) => new(
        ["opencode", "acp"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Wins over the repository's own configuration, which may name doors that are closed here.
            ["OPENCODE_CONFIG_CONTENT"] = OpenCodeConfiguration.Of(turn),
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
            ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
            ["OPENCODE_DISABLE_SHARE"] = "1",
        },
        new Dictionary<string, string>(StringComparer.Ordinal));
}
