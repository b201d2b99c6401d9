namespace SlackAgents.Core.Policies;

/// <param name="IsEstimate">The model is not in the catalogue; the dearest known price of its provider was taken.</param>
internal sealed record ModelCost(decimal Usd, bool IsEstimate);
