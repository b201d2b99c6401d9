namespace SlackAgents.Benchmarks.Recordings;

/// <summary>One conversation with an agent that is recorded.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Prompt">With the mark that picks the script of the playground's model.</param>
/// <param name="FollowUp">Said in the thread afterwards; then this turn is what is recorded.</param>
internal sealed record Scenario(string Name, string Prompt, string? FollowUp = null)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("success", "[[fake:commit]] add a file"),
        new("resume", "[[fake:commit]] add a file", "[[fake:followup]] and one more line"),
        new("parallel", "[[fake:parallel]] do two things"),
        new("failed-tool", "[[fake:fail-tool]] run something that fails"),
        new("thinking", "[[fake:think]] think about it"),
        new("server-error", "[[fake:midfail]] meet a failure of the model"),
    ];
}
