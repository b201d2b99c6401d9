namespace SlackAgents.Core.Intake.Grammar;

/// <summary>A message with its options taken out.</summary>
/// <param name="Problems">One for each option that cannot be used; when there is any, nothing must be started.</param>
internal sealed record ParsedOptions(string Text, RunOptions Options, IReadOnlyList<AgentCommand.Invalid> Problems)
{
    /// <summary>Id of the channel of <c>channel=</c>, which only a fork takes; null when there was none.</summary>
    public string? Channel { get; init; }
}
