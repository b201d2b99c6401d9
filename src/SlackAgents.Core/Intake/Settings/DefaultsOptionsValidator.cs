using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Finds defaults that could never work before somebody's run does.</summary>
internal sealed class DefaultsOptionsValidator : IValidateOptions<DefaultsOptions>
{
    public ValidateOptionsResult Validate(string? name, DefaultsOptions options)
    {
        var entries = options.Channels.Select(pair => (Key: $"Defaults:Channels:{pair.Key}", pair.Value)).Append((Key: "Defaults:Workspace", Value: options.Workspace)).ToList();
        var repositories = entries
            .Where(entry => entry.Value.Repository is { } repository && !RepositoryName.TryParse(repository, out _))
            .Select(entry => $"{entry.Key}:Repository is '{entry.Value.Repository}', but has to be owner/name.");
        var emoji = entries
            .Where(entry => entry.Value.TriggerEmoji is { } name && !TriggerEmoji.TryRead(name, out _))
            .Select(entry => $"{entry.Key}:TriggerEmoji is '{entry.Value.TriggerEmoji}': {TriggerEmoji.Problem(entry.Value.TriggerEmoji!)}");
        var errors = repositories.Concat(emoji).Concat(options.Routing.SelectMany((rule, index) => Errors(rule, index))).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(RoutingRule rule, int index)
    {
        if (!RepositoryName.TryParse(rule.Repository, out _))
        {
            yield return $"Defaults:Routing:{index}:Repository is '{rule.Repository}', but has to be owner/name.";
        }

        if (rule.Words.Count == 0 || rule.Words.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"Defaults:Routing:{index}:Words has to hold at least one word, and no empty one.";
        }
    }
}
