using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>Agent and model as one choice: two fields would offer pairs that do not go together.</summary>
internal sealed class AgentChoices(HarnessCatalog harnesses, ModelSelector models, ModelCatalog catalog, HarnessSelector selector)
{
    /// <summary>Value of the choice that leaves it to the defaults.</summary>
    public const string Default = "default";

    /// <summary>Of a list of choices, and characters of a value and of a text (docs.slack.dev/reference/block-kit/composition-objects/option-object).</summary>
    private const int MostChoices = 100;

    private const int MaxLength = 75;

    /// <summary>The default first, then each agent with its own model, then the rest of what can be used with the keys there are.</summary>
    public IReadOnlyList<FormChoice> All(DefaultLayers layers)
    {
        var own = harnesses.Names.Select(harnesses.Get).Select(harness => (Harness: harness, Model: models.SelectDefault(harness) as ModelSelection.Selected));
        var others = harnesses.Names.Select(harnesses.Get).SelectMany(Others);
        return
        [
            DefaultOf(layers),
            .. own.Concat(others)
                .Where(pair => pair.Model is not null)
                .Select(pair => new FormChoice(ValueOf(pair.Harness, pair.Model!), Name(pair.Harness, pair.Model!.Model)))
                .Where(choice => choice.Value.Length <= MaxLength)
                .DistinctBy(choice => choice.Value, StringComparer.Ordinal)
                .Take(MostChoices - 1),
        ];
    }

    /// <summary>The agent and model of a choice; nothing for the default and for what is no choice of ours.</summary>
    public static (string? Harness, string? Model) Read(string? value) =>
        value?.Split('|', 2) is [var harness, var model] ? (harness, model.Length == 0 ? null : model) : (null, null);

    private IEnumerable<(IHarness Harness, ModelSelection.Selected? Model)> Others(IHarness harness) =>
        from provider in models.ProvidersOf(harness)
        where provider.HasKey
        from model in catalog.NamesOf(provider.Name)
        select (harness, models.Select(harness, $"{provider.Name}/{model}") as ModelSelection.Selected);

    private FormChoice DefaultOf(DefaultLayers layers) => new(
        Default,
        selector.Select(RunOptions.None, layers).Choice is { } choice ? RunTitle.Cut($"Default ({Name(choice.Harness, choice.Model)})", MaxLength) : "Default");

    private static string ValueOf(IHarness harness, ModelSelection.Selected model) =>
        model.Provider.Length == 0 ? $"{harness.Name}|" : $"{harness.Name}|{model.Provider}/{model.Model}";

    private static string Name(IHarness harness, string model) => RunTitle.Cut($"{harness.DisplayName} · {model}", MaxLength);
}
