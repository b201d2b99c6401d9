namespace SlackAgents.Core.Intake.Grammar;

/// <summary>A message with its options taken out.</summary>
/// <param name="Problems">One for each option that cannot be used; when there is any, nothing must be started.</param>
internal sealed record ParsedOptions(string Text, RunOptions Options, IReadOnlyList<AgentCommand.Invalid> Problems);
