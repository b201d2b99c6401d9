using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Policies;

/// <summary>
/// Models and their prices. The operator's own come first, then the built-in list; of several that match, the longest id
/// wins. An unknown model costs the dearest known price, so that a new name can never slip under a budget.
/// </summary>
internal sealed class ModelCatalog(IOptions<ModelOptions> options)
{
    private readonly ModelPrice[] _own = Sorted(options.Value.Prices);
    private readonly ModelPrice[] _builtIn = Sorted(BuiltInModels.Prices);
    private readonly IDictionary<string, string> _aliases = options.Value.Aliases;

    /// <summary>Every word that stands for a model: the operator's, then the built-in ones.</summary>
    public IEnumerable<string> Aliases => _aliases.Keys.Concat(BuiltInModels.Aliases.Keys).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The price of a model, or null when no entry matches.</summary>
    public ModelPrice? Find(string provider, string model) =>
        Array.Find(_own, price => price.Matches(provider, model)) ?? Array.Find(_builtIn, price => price.Matches(provider, model));

    /// <summary>What an alias stands for; a word that is none stands for itself.</summary>
    public string Resolve(string word) =>
        _aliases.TryGetValue(word, out var own) ? own : BuiltInModels.Aliases.GetValueOrDefault(word, word);

    /// <summary>Id of what a run gets of a provider when nothing else says which, or null when no entry does.</summary>
    public string? DefaultOf(string provider) => All(provider).FirstOrDefault(price => price is { Default: true, IsModel: true })?.Name;

    /// <summary>Ids of a provider's models as one would type them.</summary>
    public IEnumerable<string> NamesOf(string provider) => All(provider).Where(price => price.IsModel).Select(price => price.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a call costs. A missing model is treated as an unknown one.</summary>
    public ModelCost CostOf(string provider, string? model, ModelUsage usage)
    {
        if (model is not null && Find(provider, model) is { } price)
        {
            return new ModelCost(price.CostOf(usage), IsEstimate: false);
        }

        // Which entry is the dearest depends on the mix of tokens, so it is asked per call. Other providers' prices count
        // when this one has none at all: an unpriced provider must not be a free one.
        var candidates = All(provider).ToList();
        return new ModelCost((candidates.Count > 0 ? candidates : _own.Concat(_builtIn)).Max(entry => entry.CostOf(usage)), IsEstimate: true);
    }

    private IEnumerable<ModelPrice> All(string provider) =>
        _own.Concat(_builtIn).Where(entry => string.Equals(entry.Provider, provider, StringComparison.OrdinalIgnoreCase));

    private static ModelPrice[] Sorted(IEnumerable<ModelPrice> prices) =>
        [.. prices.OrderByDescending(price => !price.Id.EndsWith('*')).ThenByDescending(price => price.Id.Length)];
}
