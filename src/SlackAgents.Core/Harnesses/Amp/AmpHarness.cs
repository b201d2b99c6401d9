using System.Collections.ObjectModel;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.Amp;

/// <summary>
/// Amp, by its stream that is compatible with Claude Code's. Its loop and its model calls run on its vendor's servers, so
/// they pass the web door and not the models door: what they cost is not seen, and no budget of ours holds for them.
/// Tested against a stub only, and without an account it cannot sign in; see docs/harnesses.md.
/// </summary>
internal sealed class AmpHarness : IHarness
{
    private static readonly ReadOnlyDictionary<string, string> FixedEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // No key of the vendor's may be in a sandbox.
        ["AMP_API_KEY"] = GatewayAddress.PlaceholderKey,
        ["CI"] = "1",
        ["NO_COLOR"] = "1",
    }.AsReadOnly();

    /// <summary>Hosts that the web door has to allow for it.</summary>
    public static IReadOnlyList<string> WebHosts { get; } = ["ampcode.com"];

    public string Name => "amp";

    public string DisplayName => "Amp";

    public IReadOnlyList<string> Aliases { get; } = ["ampcode", "sourcegraph-amp"];

    public IReadOnlyList<string> Providers { get; } = [];

    public string DefaultModel => "amp";

    public SteeringWay Steering => SteeringWay.NextTurn;

    /// <summary>Its threads are kept by its vendor.</summary>
    public IReadOnlyList<string> SessionPaths { get; } = [];

    public HarnessLaunch Launch(HarnessTurn turn)
    {
        string[] thread = turn.Resume ? ["threads", "continue", turn.SessionId] : [];
        var prompt = turn.Instructions.Length == 0 || turn.Resume ? turn.Prompt : $"{turn.Instructions}\n\n{turn.Prompt}";

        // It joins what comes on its input to the prompt, and ours stays open during the turn.
        return new HarnessLaunch(
            ["sh", "-c", "exec \"$@\" </dev/null", "sh", "amp", .. thread, "-x", prompt, "--stream-json", "--dangerously-allow-all"],
            FixedEnvironment,
            []);
    }

    public IHarnessReader CreateReader(HarnessTurn turn) => new ClaudeCodeReader(turn.PromptId);

    public string? Steer(string messageId, string text) => null;

    public string? Interrupt(string requestId) => null;
}
