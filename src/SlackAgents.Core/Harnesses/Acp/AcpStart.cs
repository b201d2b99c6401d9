namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>How one agent's program is started for one turn.</summary>
/// <param name="Files">Below the home directory, by relative path.</param>
/// <param name="SessionModel">Model that the driver chooses in the session; null where the program is told when it starts.</param>
internal sealed record AcpStart(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Files,
    string? SessionModel = null)
{
    /// <summary>The tool servers are among <see cref="Files"/>, because only there they can be given time.</summary>
    public bool NamesServers { get; init; }
}
