using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Harnesses;

/// <summary>
/// Finds out which model of which provider is meant, before anything is started: an alias, an id, or
/// <c>provider/id</c>. What nobody knows is refused, because its price would be a guess and its failure a slow one.
/// </summary>
internal sealed class ModelSelector(ModelCatalog models, IModelProviders providers, HarnessCatalog harnesses)
{
    private const int MaxSuggestions = 3;

    /// <summary>The model that was asked for.</summary>
    /// <param name="typed">What stands after <c>model=</c>.</param>
    public ModelSelection Select(IHarness harness, string typed)
    {
        if (ChoosesItself(harness))
        {
            return new ModelSelection.Refused(ReasonCode.ModelUnknown, $"{harness.DisplayName} chooses its model itself.", "Leave model= out, or name another agent with harness=.");
        }

        var candidates = Candidates(typed);
        return Best(harness, candidates) is { } best
            ? Judge(best) ?? Unknown(harness, typed)
            : candidates.Count == 0 ? Unknown(harness, typed) : WrongHarness(harness, candidates[0], typed);
    }

    /// <summary>The model when nobody named one: the harness's own, or that of another provider of it that has a key.</summary>
    public ModelSelection SelectDefault(IHarness harness)
    {
        if (ChoosesItself(harness))
        {
            return new ModelSelection.Selected(string.Empty, harness.DefaultModel);
        }

        var own = Select(harness, harness.DefaultModel);
        return own is ModelSelection.Refused { Code: ReasonCode.ProviderNotConfigured }
            ? ProvidersOf(harness)
                .Where(provider => provider.HasKey)
                .Select(provider => models.DefaultOf(provider.Name) is { } model ? new ModelSelection.Selected(provider.Name, model) : null)
                .FirstOrDefault(selected => selected is not null) ?? own
            : own;
    }

    /// <summary>Providers whose models the harness can use, the preferred one first.</summary>
    public IReadOnlyList<ModelProvider> ProvidersOf(IHarness harness) =>
        [.. providers.All.Where(provider => Speaks(harness, provider)).OrderBy(provider => Preference(harness, provider))];

    /// <summary>Its model calls do not pass our models door.</summary>
    private static bool ChoosesItself(IHarness harness) => harness.Providers.Count == 0 && harness.Compatible == CompatibleApi.None;

    private static bool Speaks(IHarness harness, ModelProvider provider) =>
        harness.Providers.Contains(provider.Name, StringComparer.Ordinal) || (provider.Compatible & harness.Compatible) != CompatibleApi.None;

    private static int Preference(IHarness harness, ModelProvider provider)
    {
        var at = harness.Providers.ToList().IndexOf(provider.Name);
        return at < 0 ? int.MaxValue : at;
    }

    /// <summary>Who could be meant; nobody when no entry has the id.</summary>
    private IReadOnlyList<Candidate> Candidates(string typed)
    {
        var meant = models.Resolve(typed.Trim());
        return Split(meant) is { } named
            ? [named]
            : [.. providers.All.Where(provider => models.Find(provider.Name, meant) is not null).Select(provider => new Candidate(provider, meant))];
    }

    /// <summary>The preferred one of those that the harness speaks to; one with a key before one without.</summary>
    private static Candidate? Best(IHarness harness, IReadOnlyList<Candidate> candidates) =>
        candidates.Where(candidate => Speaks(harness, candidate.Provider))
            .OrderByDescending(candidate => candidate.Provider.HasKey)
            .ThenBy(candidate => Preference(harness, candidate.Provider))
            .FirstOrDefault();

    /// <returns>Null when no entry has the id.</returns>
    private ModelSelection? Judge(Candidate candidate) =>
        models.Find(candidate.Provider.Name, candidate.Model) is null ? null
        : !candidate.Provider.HasKey ? NoKey(candidate.Provider)
        : new ModelSelection.Selected(candidate.Provider.Name, candidate.Model);

    /// <summary>Provider and id of <c>provider/id</c>. Ids have slashes too: what stands before the first one has to be a provider's name.</summary>
    private Candidate? Split(string meant)
    {
        var slash = meant.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && providers.All.FirstOrDefault(provider => string.Equals(provider.Name, meant[..slash], StringComparison.OrdinalIgnoreCase)) is { } provider
            ? new Candidate(provider, meant[(slash + 1)..])
            : null;
    }

    private ModelSelection.Refused WrongHarness(IHarness harness, Candidate wanted, string typed)
    {
        var others = harnesses.Names.Where(name => Speaks(harnesses.Get(name), wanted.Provider)).ToList();
        return new ModelSelection.Refused(
            ReasonCode.ModelUnknown,
            $"{harness.DisplayName} cannot use “{typed}”, a model of {wanted.Provider.DisplayName}.",
            others.Count == 0
                ? $"Name a model of {Join(ProvidersOf(harness).Select(provider => provider.DisplayName))}, or leave model= out."
                : $"Add {Join(others.Select(name => $"harness={name}"))}, or leave model= out.");
    }

    private static ModelSelection.Refused NoKey(ModelProvider provider) => new(
        ReasonCode.ProviderNotConfigured,
        $"There is no key for {provider.DisplayName} here.",
        $"An operator has to set {provider.KeySetting}; or name another model with model=.");

    private ModelSelection.Refused Unknown(IHarness harness, string typed)
    {
        var words = models.Aliases.Where(alias => Best(harness, Candidates(alias)) is { } best && Judge(best) is ModelSelection.Selected).ToList();

        // What the harness can use now comes first.
        var names = ProvidersOf(harness).OrderByDescending(provider => provider.HasKey).SelectMany(provider => models.NamesOf(provider.Name)).Concat(words);
        var bare = typed[(typed.LastIndexOf('/') + 1)..];
        var near = DidYouMean.Near(bare, names, DidYouMean.MaxDistance).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxSuggestions).ToList();
        var question = near.Count == 0 ? string.Empty : $" Did you mean {Join(near.Select(name => $"“{name}”"))}?";
        var usable = words.Count == 0 ? string.Empty : $"Short words for models here: {string.Join(", ", words)}. ";
        return new ModelSelection.Refused(ReasonCode.ModelUnknown, $"There is no model “{typed}” in the catalogue.{question}", $"{usable}An operator can add it to Models.");
    }

    private static string Join(IEnumerable<string> names) => string.Join(" or ", names);

    private sealed record Candidate(ModelProvider Provider, string Model);
}
