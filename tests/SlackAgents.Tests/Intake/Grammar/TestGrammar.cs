using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

internal static class TestGrammar
{
    public static CommandGrammar Create() => new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["claude"] = "claude",
        ["claude-code"] = "claude",
        ["codex"] = "codex",
    });
}
