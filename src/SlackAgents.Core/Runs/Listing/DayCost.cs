using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs.Listing;

/// <summary>What one person's runs of one channel about one repository cost on one day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="CostUsd">To the millionth.</param>
/// <param name="Runs">How many runs it was spent by.</param>
internal sealed record DayCost(DateOnly Day, Requester Requester, string Channel, RepositoryName Repository, decimal CostUsd, int Runs);
