using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Agents with the models that they can use now, as one choice: a model without its agent means nothing.</summary>
internal sealed class UsableAgents(HarnessCatalog catalog, ModelSelector selector, ModelCatalog models)
{
    private const int MaxChoices = 100;
    private const int MaxValue = 75;

    /// <summary>Every choice, the one that leaves it open first. What is set and cannot be used any more is shown, too.</summary>
    public IReadOnlyList<FormChoice> List(string? harness, string? model, string whenOpen)
    {
        var usable = catalog.Names.Select(catalog.Get).Where(one => selector.SelectDefault(one) is ModelSelection.Selected).SelectMany(Of);
        var choices = usable.Where(choice => choice.Value.Length <= MaxValue).Prepend(SettingChoices.Open(whenOpen)).Take(MaxChoices - 1).ToList();
        var present = ValueOf(harness, model);
        if (choices.TrueForAll(choice => choice.Value != present))
        {
            choices.Add(new FormChoice(present, SettingChoices.Short($"{TextOf(harness, model)} (cannot be used now)")));
        }

        return choices;
    }

    /// <summary>The value of what is set.</summary>
    public static string ValueOf(string? harness, string? model) =>
        harness is null ? SettingChoices.Unset : model is null ? harness : $"{harness} {model}";

    public static string TextOf(string? harness, string? model) => harness is null ? "not set" : model is null ? harness : $"{harness} · {model}";

    /// <summary>Reads what was chosen, and says what is wrong with it.</summary>
    public (string? Harness, string? Model, string? Problem) Read(string value)
    {
        if (value == SettingChoices.Unset)
        {
            return (null, null, null);
        }

        var parts = value.Split(' ', 2);
        if (catalog.Find(parts[0]) is not { } harness)
        {
            return (null, null, $"There is no agent “{OptionValues.Show(parts[0])}” here. Choose another one.");
        }

        var model = parts.Length == 2 ? parts[1].Trim() : null;
        var selection = model is null ? selector.SelectDefault(harness) : selector.Select(harness, model);
        return selection is ModelSelection.Refused refused ? (null, null, refused.Sentence) : (harness.Name, model, null);
    }

    private IEnumerable<FormChoice> Of(IHarness harness)
    {
        var words = models.Aliases.Where(word => selector.Select(harness, word) is ModelSelection.Selected).Order(StringComparer.OrdinalIgnoreCase);
        return words.Select(word => new FormChoice($"{harness.Name} {word}", SettingChoices.Short($"{harness.Name} · {word}")))
            .Prepend(new FormChoice(harness.Name, SettingChoices.Short($"{harness.Name}, its usual model")));
    }
}
