using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Which agent a run goes on with when the provider of its own has nothing more to give.</summary>
internal sealed partial class Fallbacks(HarnessCatalog harnesses, ModelSelector models, IOptions<HarnessOptions> options, ILogger<Fallbacks> logger)
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

        switch (options.Value.Fallback.Model is { } named ? models.Select(harness, named) : models.SelectDefault(harness))
        {
            case ModelSelection.Selected chosen:
                return harness.Name == run.Harness && chosen.Model == run.Model && chosen.Provider == run.Provider ? null : (harness, chosen.Provider, chosen.Model);
            case ModelSelection.Refused refused:
                Log.NotUsable(logger, run.Id, harness.Name, refused.Sentence, refused.NextStep);
                return null;
            default:
                return null;
        }
    }

    public string Describe(string harness, string model) => $"{harnesses.Find(harness)?.DisplayName ?? harness} · {model}";

    private static partial class Log
    {
        [LoggerMessage(EventId = 1165, Level = LogLevel.Warning, Message = "Run {RunId} cannot fall back to {Harness}: {Sentence} {NextStep}")]
        public static partial void NotUsable(ILogger logger, Ids.RunId runId, string harness, string sentence, string nextStep);
    }
}
