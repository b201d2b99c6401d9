using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.Testing.Fakes;

/// <summary>A harness that says what Claude Code says, and is steered as a driven one is: by lines of the driver.</summary>
internal sealed class FakeHarness(string name, SteeringWay steering) : IHarness
{
    private readonly ClaudeCodeHarness _inner = new(Options.Create(new HarnessOptions()));

    public string Name => name;

    public string DisplayName => $"The {name}";

    public IReadOnlyList<string> Aliases => [];

    public IReadOnlyList<string> Providers { get; } = ["anthropic"];

    public string DefaultModel => "claude-sonnet-4-5";

    public SteeringWay Steering => steering;

    public IReadOnlyList<string> SessionPaths { get; } = [$".{name}/sessions"];

    public HarnessLaunch Launch(HarnessTurn turn) => _inner.Launch(turn);

    public IHarnessReader CreateReader(HarnessTurn turn) => new FakeHarnessReader(_inner.CreateReader(turn));

    public string? Steer(string messageId, string text) => steering == SteeringWay.NextTurn ? null : DriverLines.Steer(messageId, text);

    public string Interrupt(string requestId) => DriverLines.Interrupt(requestId);
}
