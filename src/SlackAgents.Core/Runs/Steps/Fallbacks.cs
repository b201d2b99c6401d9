using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Which agent a run goes on with when the provider of its own has nothing more to give.</summary>
internal sealed class Fallbacks(HarnessCatalog harnesses, IOptions<HarnessOptions> options)
{
    /// <summary>Failures that another provider does not have.</summary>
    public static bool Concerns(ReasonCode reason) =>
        reason is ReasonCode.ProviderOutOfCredit or ReasonCode.ProviderRateLimited or ReasonCode.ProviderOverloaded;

    /// <summary>Null when there is none for this run, or it has been used.</summary>
    public (IHarness Harness, string Provider, string Model)? Find(Run run, ReasonCode reason)
    {
        if (!Concerns(reason) || run.AgentNamed || run.FellBackFrom is not null || harnesses.Find(options.Value.Fallback.Harness) is not { } harness)
        {
            return null;
        }

        var (provider, model) = Split(harness, options.Value.Fallback.Model ?? harness.DefaultModel);
        return harness.Name == run.Harness && model == run.Model && provider == run.Provider ? null : (harness, provider, model);
    }

    public string Describe(string harness, string model) => $"{harnesses.Find(harness)?.DisplayName ?? harness} · {model}";

    /// <summary><c>provider/model</c> names both; a model alone belongs to the provider that the harness prefers.</summary>
    private static (string Provider, string Model) Split(IHarness harness, string model) =>
        model.Split('/', 2) is [var provider, { Length: > 0 } id] && harness.Providers.Contains(provider, StringComparer.Ordinal)
            ? (provider, id)
            : (harness.Providers[0], model);
}
