using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;

namespace SlackAgents.Core.Intake;

/// <summary>Which agent and model a request gets: what it says, else the channel's, else the installation's.</summary>
internal sealed class HarnessSelector(HarnessCatalog catalog, ModelSelector models, IOptions<HarnessOptions> options)
{
    public HarnessSelection Select(RunOptions asked, ChannelDefaults channel)
    {
        var word = asked.Harness ?? channel.Harness ?? options.Value.Default;
        if (catalog.Find(word) is not { } harness)
        {
            return HarnessSelection.Refuse($"There is no agent called '{OptionValues.Show(word)}'.", $"Use one of: {string.Join(", ", catalog.Names)}.");
        }

        var isNamed = asked.Harness is not null || asked.Model is not null;
        return (asked.Model ?? ModelOf(channel, harness)) is { } model
            ? Take(harness, models.Select(harness, model), isNamed, asked.Model is null ? "The channel's default: " : string.Empty)
            : Take(harness, models.SelectDefault(harness), isNamed, string.Empty);
    }

    /// <summary>The channel's model belongs to the channel's harness: who names another one does not mean it.</summary>
    private string? ModelOf(ChannelDefaults channel, IHarness harness) =>
        ReferenceEquals(catalog.Find(channel.Harness ?? options.Value.Default), harness) ? channel.Model : null;

    private static HarnessSelection Take(IHarness harness, ModelSelection model, bool isNamed, string source) => model switch
    {
        ModelSelection.Selected selected => HarnessSelection.Choose(new HarnessChoice(harness, selected.Provider, selected.Model, isNamed)),
        ModelSelection.Refused refused => HarnessSelection.Refuse(source + refused.Sentence, refused.NextStep),
        _ => throw new InvalidOperationException($"{model.GetType().Name} is not known here."),
    };
}
