using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Policies;

/// <summary>
/// Prices of models. The operator's own come first, then the built-in list; of several that match, the longest id wins.
/// An unknown model costs the dearest known price, so that a new name can never slip under a budget.
/// </summary>
internal sealed class ModelCatalog(IOptions<ModelOptions> options)
{
    // List prices as published by the vendor (docs.claude.com/en/docs/about-claude/pricing); cache writes at the 5-minute rate.
    private static readonly ModelPrice[] BuiltIn =
    [
        Claude("claude-opus-4-5*", 5m, 0.50m, 6.25m, 25m),
        Claude("claude-opus-4-6*", 5m, 0.50m, 6.25m, 25m),
        Claude("claude-opus-*", 15m, 1.50m, 18.75m, 75m),
        Claude("claude-3-opus*", 15m, 1.50m, 18.75m, 75m),
        Claude("claude-sonnet-*", 3m, 0.30m, 3.75m, 15m),
        Claude("claude-3-7-sonnet*", 3m, 0.30m, 3.75m, 15m),
        Claude("claude-3-5-sonnet*", 3m, 0.30m, 3.75m, 15m),
        Claude("claude-haiku-*", 1m, 0.10m, 1.25m, 5m),
        Claude("claude-3-5-haiku*", 0.80m, 0.08m, 1m, 4m),
        Claude("claude-3-haiku*", 0.25m, 0.03m, 0.30m, 1.25m),
    ];

    private readonly ModelPrice[] _own = Sorted(options.Value.Prices);
    private readonly ModelPrice[] _builtIn = Sorted(BuiltIn);

    /// <summary>The price of a model, or null when no entry matches.</summary>
    public ModelPrice? Find(string provider, string model) =>
        Array.Find(_own, price => price.Matches(provider, model)) ?? Array.Find(_builtIn, price => price.Matches(provider, model));

    /// <summary>What a call costs. A missing model is treated as an unknown one.</summary>
    public ModelCost CostOf(string provider, string? model, ModelUsage usage)
    {
        if (model is not null && Find(provider, model) is { } price)
        {
            return new ModelCost(price.CostOf(usage), IsEstimate: false);
        }

        // Which entry is the dearest depends on the mix of tokens, so it is asked per call. Other providers' prices count
        // when this one has none at all: an unpriced provider must not be a free one.
        var all = _own.Concat(_builtIn).ToList();
        var candidates = all.Where(entry => string.Equals(entry.Provider, provider, StringComparison.OrdinalIgnoreCase)).ToList();
        return new ModelCost((candidates.Count > 0 ? candidates : all).Max(entry => entry.CostOf(usage)), IsEstimate: true);
    }

    private static ModelPrice[] Sorted(IEnumerable<ModelPrice> prices) =>
        [.. prices.OrderByDescending(price => !price.Id.EndsWith('*')).ThenByDescending(price => price.Id.Length)];

    private static ModelPrice Claude(string id, decimal input, decimal cached, decimal cacheWrite, decimal output) => new()
    {
        Provider = "anthropic",
        Id = id,
        InputPerMillion = input,
        CachedInputPerMillion = cached,
        CacheWritePerMillion = cacheWrite,
        OutputPerMillion = output,
    };
}
