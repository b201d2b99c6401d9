using System.Collections.ObjectModel;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>
/// Codex (0.169.0 measured) through <c>codex app-server</c>, which the driver in the sandbox speaks to. Unlike
/// <c>codex exec</c> it can be steered and interrupted, and it says the HTTP status of a failure and the tokens of each call.
/// </summary>
internal sealed class CodexHarness(IOptions<HarnessOptions> options) : IHarness
{
    private static readonly ReadOnlyDictionary<string, string> FixedEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [CodexConfig.KeyVariable] = GatewayAddress.PlaceholderKey,
        ["CI"] = "1",
        ["NO_COLOR"] = "1",
        // At any other level every turn logs an error about a sandbox of its own, which it does not use in ours.
        ["RUST_LOG"] = "off",
    }.AsReadOnly();

    public string Name => "codex";

    public string DisplayName => "Codex";

    public IReadOnlyList<string> Aliases { get; } = ["codex-cli", "openai-codex"];

    public IReadOnlyList<string> Providers { get; } = ["openai"];

    public CompatibleApi Compatible => CompatibleApi.Responses;

    public string DefaultModel => options.Value.Codex.Model;

    public SteeringWay Steering => SteeringWay.DuringTurn;

    public IReadOnlyList<string> SessionPaths { get; } = [".codex/sessions"];

    public HarnessLaunch Launch(HarnessTurn turn)
    {
        var plan = new DriverPlan
        {
            Dialect = "codex",
            Command = ["codex", "app-server", .. CodexConfig.Of(turn).SelectMany(setting => new[] { "-c", setting })],
            PromptId = turn.PromptId,
            Prompt = turn.Prompt,
            Instructions = turn.Instructions,
            Model = turn.Model,
            ResumeSession = turn.Resume ? turn.SessionId : null,
        };
        return new HarnessLaunch(DriverPlan.Program, FixedEnvironment, [plan.ToLine()]);
    }

    public IHarnessReader CreateReader(HarnessTurn turn) => new CodexReader(turn.PromptId);

    /// <summary>Taken in after the command under way. Codex would take a message in twice; the driver does not give it twice.</summary>
    public string Steer(string messageId, string text) => DriverLines.Steer(messageId, text);

    public string Interrupt(string requestId) => DriverLines.Interrupt(requestId);
}
