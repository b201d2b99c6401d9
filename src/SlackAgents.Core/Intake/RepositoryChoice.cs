using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake;

/// <param name="How">How it was chosen, for the card.</param>
internal sealed record RepositoryChoice(RepositoryName Repository, string How, string? Base);
