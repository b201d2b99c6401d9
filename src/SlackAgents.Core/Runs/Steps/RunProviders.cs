using SlackAgents.Core.Harnesses;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Which providers a run may use: an agent that was led astray cannot spend the key of one that it has no business with.</summary>
internal sealed class RunProviders(HarnessCatalog harnesses, ModelSelector models)
{
    /// <summary>Those of the run's harness; of a harness that was taken out of this installation, only the run's own.</summary>
    public IReadOnlyCollection<string> Of(Run run) => harnesses.Find(run.Harness) is { } harness
        ? [.. models.ProvidersOf(harness).Select(provider => provider.Name).Append(run.Provider).Distinct(StringComparer.Ordinal)]
        : [run.Provider];
}
