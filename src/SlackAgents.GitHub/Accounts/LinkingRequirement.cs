using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;

namespace SlackAgents.GitHub.Accounts;

/// <summary>A rule about GitHub accounts is of no use where nobody can link one.</summary>
internal sealed class LinkingRequirement(IOptions<GitHubOptions> gitHub) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        if (gitHub.Value.ClientId.Length > 0 && gitHub.Value.ClientSecret.Length > 0)
        {
            return ValidateOptionsResult.Success;
        }

        var errors = options.Rules
            .SelectMany((rule, index) => Enum.GetValues<AccessAction>().SelectMany(action => rule.Who(action).Where(AccessWord.IsGitHub).Select(word => (index, action, word))))
            .Select(found => FormattableString.Invariant($"Access:Rules:{found.index}:{found.action}: '{found.word}' needs GitHub:ClientId and GitHub:ClientSecret, by which people link their GitHub accounts."))
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
