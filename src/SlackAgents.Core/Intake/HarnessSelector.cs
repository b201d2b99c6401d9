using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;

namespace SlackAgents.Core.Intake;

/// <summary>Which agent and model a request gets: what it says, else the channel's, else the installation's.</summary>
internal sealed class HarnessSelector(HarnessCatalog catalog, ModelSelector models, IOptions<HarnessOptions> options)
{
    public HarnessSelection Select(RunOptions asked, DefaultLayers layers)
    {
        var word = asked.Harness ?? layers.First(layer => layer.Harness)?.Value ?? options.Value.Default;
        if (catalog.Find(word) is not { } harness)
        {
            return HarnessSelection.Refuse($"There is no agent called '{OptionValues.Show(word)}'.", $"Use one of: {string.Join(", ", catalog.Names)}.");
        }

        var isNamed = asked.Harness is not null || asked.Model is not null;
        if (asked.Model is { } named)
        {
            return Take(harness, models.Select(harness, named), isNamed, string.Empty);
        }

        return ModelOf(layers, harness) is { } preset
            ? Take(harness, models.Select(harness, preset.Model), isNamed, $"From the {preset.Source}: ")
            : Take(harness, models.SelectDefault(harness), isNamed, string.Empty);
    }

    /// <summary>The strongest layer's model whose layer means this harness: who names another one does not mean that model.</summary>
    private (string Source, string Model)? ModelOf(DefaultLayers layers, IHarness harness)
    {
        for (var index = 0; index < layers.InOrder.Count; index++)
        {
            var (source, layer) = layers.InOrder[index];
            var meant = layers.InOrder.Skip(index).Select(below => below.Defaults.Harness).FirstOrDefault(word => word is not null) ?? options.Value.Default;
            if (layer.Model is { } model && ReferenceEquals(catalog.Find(meant), harness))
            {
                return (source, model);
            }
        }

        return null;
    }

    private static HarnessSelection Take(IHarness harness, ModelSelection model, bool isNamed, string source) => model switch
    {
        ModelSelection.Selected selected => HarnessSelection.Choose(new HarnessChoice(harness, selected.Provider, selected.Model, isNamed)),
        ModelSelection.Refused refused => HarnessSelection.Refuse(source + refused.Sentence, refused.NextStep),
        _ => throw new InvalidOperationException($"{model.GetType().Name} is not known here."),
    };
}
