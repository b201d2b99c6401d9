using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

/// <summary>What the real CLI (2.1.328) printed in one run against a scripted model.</summary>
internal sealed record Recording(string Name, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors)
{
    public static IEnumerable<string> Names => TraceFixtures.Names("claude-");

    public static Recording Load(string name) => new(name, TraceFixtures.Lines($"claude-{name}"), TraceFixtures.Errors($"claude-{name}"));

    public static IHarnessReader Reader(string promptId = "11111111-1111-4111-8111-111111111111") => new ClaudeCodeReader(promptId);
}
