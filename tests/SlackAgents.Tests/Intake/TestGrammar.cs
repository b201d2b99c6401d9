using SlackAgents.Core.Intake;

namespace SlackAgents.Tests.Intake;

internal static class TestGrammar
{
    public static CommandGrammar Create() => new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["claude"] = "claude",
        ["claude-code"] = "claude",
        ["codex"] = "codex",
    });
}
