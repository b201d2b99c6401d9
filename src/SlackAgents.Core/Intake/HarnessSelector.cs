using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;

namespace SlackAgents.Core.Intake;

/// <summary>
/// Which agent and model a request gets: what it says, else the strongest setting that can still be followed, else the
/// installation's. What somebody says and cannot have is refused; a setting that no longer fits is left out with a note.
/// </summary>
internal sealed class HarnessSelector(HarnessCatalog catalog, ModelSelector models, IOptions<HarnessOptions> options)
{
    /// <summary>The agent and its model, or why there is none.</summary>
    public HarnessSelection Select(RunOptions asked, DefaultLayers layers)
    {
        var notes = new List<string>();
        if (FindHarness(asked, layers, notes) is not { } harness)
        {
            return HarnessSelection.Refuse($"There is no agent called '{OptionValues.Show(asked.Harness ?? options.Value.Default)}'.", $"Use one of: {string.Join(", ", catalog.Names)}.");
        }

        var model = asked.Model is { } named ? models.Select(harness, named) : Preset(layers, harness, notes) ?? models.SelectDefault(harness);
        return model switch
        {
            ModelSelection.Selected selected => HarnessSelection.Choose(
                new HarnessChoice(harness, selected.Provider, selected.Model, IsNamed: asked.Harness is not null || asked.Model is not null) { Note = NoteOf(notes, harness, selected) }),
            ModelSelection.Refused refused => HarnessSelection.Refuse(refused.Sentence, refused.NextStep),
            _ => throw new InvalidOperationException($"{model.GetType().Name} is not known here."),
        };
    }

    private IHarness? FindHarness(RunOptions asked, DefaultLayers layers, List<string> notes)
    {
        if (asked.Harness is { } named)
        {
            return catalog.Find(named);
        }

        foreach (var (source, layer) in layers.InOrder.Where(layer => layer.Defaults.Harness is not null))
        {
            if (catalog.Find(layer.Harness) is { } harness)
            {
                return harness;
            }

            notes.Add($"{Capitalised(source)} names the agent “{OptionValues.Show(layer.Harness!)}”, which is not here any more.");
        }

        return catalog.Find(options.Value.Default);
    }

    /// <summary>The strongest layer's model that can be used, of the layers that mean this harness: who names another one does not mean that model.</summary>
    private ModelSelection.Selected? Preset(DefaultLayers layers, IHarness harness, List<string> notes)
    {
        for (var index = 0; index < layers.InOrder.Count; index++)
        {
            var (source, layer) = layers.InOrder[index];
            var meant = layers.InOrder.Skip(index).Select(below => below.Defaults.Harness).FirstOrDefault(word => word is not null) ?? options.Value.Default;
            if (layer.Model is not { } model || !ReferenceEquals(catalog.Find(meant), harness))
            {
                continue;
            }

            switch (models.Select(harness, model))
            {
                case ModelSelection.Selected selected:
                    return selected;
                case ModelSelection.Refused refused:
                    notes.Add($"{Capitalised(source)} names a model that cannot be used: {refused.Sentence}");
                    break;
            }
        }

        return null;
    }

    private static string? NoteOf(List<string> notes, IHarness harness, ModelSelection.Selected model) =>
        notes.Count == 0 ? null : $"{string.Join(' ', notes)} {harness.DisplayName} with {model.Model} is used instead; `/agent settings` and `/agent settings channel` show what is set.";

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
