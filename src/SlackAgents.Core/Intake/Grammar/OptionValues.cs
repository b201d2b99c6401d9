using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Checks the value of each option and says in a sentence what is wrong with it.</summary>
/// <param name="harnesses">Every word that names a harness, and the name it stands for.</param>
internal sealed partial class OptionValues(IReadOnlyDictionary<string, string> harnesses)
{
    private const int MaxShown = 60;

    public (RunOptions Options, AgentCommand.Invalid? Problem) Apply(RunOptions options, string key, string value) => key switch
    {
        _ when value.Length == 0 => (options, new AgentCommand.Invalid($"The option “{key}=” has no value. {Hint(key)}", null)),
        "repo" => Repository(options, value),
        "base" => Base(options, value),
        "harness" => Harness(options, value),
        "model" => Model(options, value),
        "push" => Push(options, value),
        "steer" => Steer(options, value),
        "context" => Context(options, value),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not an option."),
    };

    /// <summary>A value that somebody typed, short enough and plain enough to be shown back in a sentence.</summary>
    public static string Show(string value)
    {
        var visible = HiddenCharacters.Strip(value).Text.Replace('\n', ' ').Replace('`', '\'');
        return visible.Length <= MaxShown ? visible : RunTitle.Cut(visible, MaxShown);
    }

    private static (RunOptions, AgentCommand.Invalid?) Repository(RunOptions options, string value) =>
        RepositoryName.TryParse(value, out var repository)
            ? (options with { Repository = repository, RepositoryWord = null }, null)
            : RepositoryWord().IsMatch(value) ? (options with { Repository = null, RepositoryWord = value }, null)
            : (options, new AgentCommand.Invalid($"“{Show(value)}” is not a repository. {Hint("repo")}", null));

    private static (RunOptions, AgentCommand.Invalid?) Base(RunOptions options, string value) =>
        BranchRule.Broken(value) is { } rule
            ? (options, new AgentCommand.Invalid($"“{Show(value)}” is not a branch name: {rule}. {Hint("base")}", null))
            : (options with { Base = value }, null);

    private (RunOptions, AgentCommand.Invalid?) Harness(RunOptions options, string value)
    {
        if (harnesses.TryGetValue(value, out var name))
        {
            return (options with { Harness = name }, null);
        }

        var near = DidYouMean.Near(value, harnesses.Keys, DidYouMean.MaxDistance).Select(word => harnesses[word]).FirstOrDefault();
        var question = near is null ? string.Empty : $" Did you mean “{near}”?";
        var known = string.Join(", ", harnesses.Values.Distinct(StringComparer.Ordinal));
        return (options, new AgentCommand.Invalid(
            $"There is no harness “{Show(value)}”.{question} Installed: {known}.",
            near is null ? null : $"harness={near}"));
    }

    private static (RunOptions, AgentCommand.Invalid?) Model(RunOptions options, string value) =>
        ModelName().IsMatch(value)
            ? (options with { Model = value }, null)
            : (options, new AgentCommand.Invalid($"“{Show(value)}” is not a model name. {Hint("model")}", null));

    private static (RunOptions, AgentCommand.Invalid?) Push(RunOptions options, string value) => value.ToLowerInvariant() switch
    {
        "on" or "yes" or "true" => (options with { Push = true }, null),
        "off" or "no" or "false" => (options with { Push = false }, null),
        _ => (options, new AgentCommand.Invalid($"“push={Show(value)}” is not understood. {Hint("push")}", null)),
    };

    private static (RunOptions, AgentCommand.Invalid?) Context(RunOptions options, string value) => value.ToLowerInvariant() switch
    {
        "thread" => (options with { Context = ContextMode.Thread }, null),
        "message" => (options with { Context = ContextMode.Message }, null),
        "none" or "off" or "no" => (options with { Context = ContextMode.None }, null),
        _ => (options, new AgentCommand.Invalid($"“context={Show(value)}” is not understood. {Hint("context")}", null)),
    };

    private static (RunOptions, AgentCommand.Invalid?) Steer(RunOptions options, string value)
    {
        if (SteeringWords.All.TryGetValue(value, out var delivery))
        {
            return (options with { Steering = delivery }, null);
        }

        var near = DidYouMean.Near(value, SteeringWords.All.Keys, DidYouMean.MaxDistance) is [var word, ..] ? word : null;
        var question = near is null ? string.Empty : $" Did you mean “{near}”?";
        return (options, new AgentCommand.Invalid($"“steer={Show(value)}” is not understood.{question} {Hint("steer")}", near is null ? null : $"steer={near}"));
    }

    private static string Hint(string key) => key switch
    {
        "repo" => "Write owner/name, for example repo=acme/widgets.",
        "base" => "Write a branch that exists, for example base=main.",
        "harness" => "Write the name of an agent, for example harness=claude.",
        "model" => "Write a short word or the provider's name for it, for example model=sonnet or model=claude-sonnet-4-5.",
        "steer" => "Write steer=queue, steer=now or steer=interrupt.",
        "context" => "Write context=thread, context=message or context=none; if it belongs to the task, put it in `backticks`.",
        "channel" => "Choose a channel from the list that Slack shows after you type #.",
        _ => "Write push=on or push=off.",
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]*[A-Za-z0-9][A-Za-z0-9_.-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryWord();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/@\[\]-]{0,99}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ModelName();
}
