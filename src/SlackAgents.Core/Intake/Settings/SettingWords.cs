using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Settings in words: what is set, what counts where nothing is, and what a change changed.</summary>
internal sealed class SettingWords(HarnessSelector selector, IOptions<RunsOptions> runs)
{
    /// <summary>Labels, the same in forms, answers and announcements.</summary>
    public const string Repository = "Repository";
    public const string Agent = "Agent and model";
    public const string Steering = "Replies";
    public const string Context = "The agent is given";
    public const string Trigger = "Emoji that starts a run";
    public const string Notifications = "Mention me for";

    /// <summary>The agent and model of a request that says nothing.</summary>
    public string AgentOf(DefaultLayers layers) =>
        selector.Select(RunOptions.None, layers).Choice is { } choice ? $"{choice.Harness.Name} · {choice.Model}" : "none that can be used";

    public string SteeringOf(DefaultLayers layers) => SettingChoices.Words(layers.FirstValue(layer => layer.Steering) ?? runs.Value.Steering);

    public static string ContextOf(DefaultLayers layers) => SettingChoices.Words(layers.FirstValue(layer => layer.Context) ?? default);

    public static string? RepositoryOf(DefaultLayers layers) =>
        layers.InOrder.Select(layer => layer.Defaults).FirstOrDefault(layer => layer.Repository is not null) is { } layer ? RepositoryText(layer.Repository, layer.Base) : null;

    /// <summary><c>owner/name</c>, with <c>@branch</c> where one is set.</summary>
    public static string? RepositoryText(string? repository, string? branch) => repository is null || branch is null ? repository : $"{repository}@{branch}";

    public static string? TriggerText(string? name) => name is null ? null : name == TriggerEmoji.Off ? "off" : $":{name}:";

    /// <summary>A person's settings, each with what counts where it is open.</summary>
    public IReadOnlyList<Fact> Facts(PersonSettings own, DefaultLayers below) =>
    [
        new(Agent, own.Harness is null ? Default(AgentOf(below)) : UsableAgents.TextOf(own.Harness, own.Model)),
        new(Steering, own.Steering is { } steering ? SettingChoices.Words(steering) : Default(SteeringOf(below))),
        new(Context, own.Context is { } context ? SettingChoices.Words(context) : Default(ContextOf(below))),
        new(Notifications, SettingChoices.Words(own.Notifications)),
    ];

    /// <inheritdoc cref="Facts(PersonSettings, DefaultLayers)"/>
    public IReadOnlyList<Fact> Facts(ChannelSettings own, DefaultLayers below) =>
    [
        new(Repository, RepositoryText(own.Repository, own.Base) ?? Default(RepositoryOf(below) ?? "none")),
        new(Agent, own.Harness is null ? Default(AgentOf(below)) : UsableAgents.TextOf(own.Harness, own.Model)),
        new(Steering, own.Steering is { } steering ? SettingChoices.Words(steering) : Default(SteeringOf(below))),
        new(Context, own.Context is { } context ? SettingChoices.Words(context) : Default(ContextOf(below))),
        new(Trigger, TriggerText(own.TriggerEmoji) ?? Default(TriggerOf(below) ?? "none")),
    ];

    public static string? TriggerOf(DefaultLayers layers) => TriggerText(layers.First(layer => layer.TriggerEmoji)?.Value);

    /// <summary>One line for each value that a change changed.</summary>
    public static IReadOnlyList<string> Differences(ChannelSettings before, ChannelSettings after) =>
    [
        .. Lines(before).Zip(Lines(after))
            .Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => $"{pair.First.Label}: {pair.First.Text} → {pair.Second.Text}"),
    ];

    private static IEnumerable<(string Label, string Text)> Lines(ChannelSettings settings)
    {
        const string open = "workspace default";
        yield return (Repository, RepositoryText(settings.Repository, settings.Base) ?? open);
        yield return (Agent, settings.Harness is null ? open : UsableAgents.TextOf(settings.Harness, settings.Model));
        yield return (Steering, settings.Steering is { } steering ? SettingChoices.Words(steering) : open);
        yield return (Context, settings.Context is { } context ? SettingChoices.Words(context) : open);
        yield return (Trigger, TriggerText(settings.TriggerEmoji) ?? open);
    }

    private static string Default(string value) => $"{value} (default)";
}
