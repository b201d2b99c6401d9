using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Finds defaults that could never work before somebody's run does.</summary>
internal sealed class DefaultsOptionsValidator : IValidateOptions<DefaultsOptions>
{
    public ValidateOptionsResult Validate(string? name, DefaultsOptions options)
    {
        var errors = options.Channels
            .Select(pair => (Key: $"Defaults:Channels:{pair.Key}:Repository", pair.Value.Repository))
            .Append((Key: "Defaults:Workspace:Repository", options.Workspace.Repository))
            .Where(entry => entry.Repository is not null && !RepositoryName.TryParse(entry.Repository, out _))
            .Select(entry => $"{entry.Key} is '{entry.Repository}', but has to be owner/name.")
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
