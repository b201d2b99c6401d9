using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>What somebody thinks of a run's result.</summary>
internal sealed record RunFeedback(PersonId Person, bool Good);
