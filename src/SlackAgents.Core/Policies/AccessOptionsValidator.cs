using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Policies;

/// <summary>Finds rules that could never mean what was meant, all at once, each with its key.</summary>
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var errors = options.Rules.SelectMany((rule, index) => ErrorsOf(rule, string.Create(CultureInfo.InvariantCulture, $"Access:Rules:{index}"), options))
            .Concat(options.Repositories.SelectMany(pair => ErrorsOfChannel($"Access:Repositories:{pair.Key}", pair.Key).Concat(ErrorsOfPatterns($"Access:Repositories:{pair.Key}", pair.Value))))
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(AccessRule rule, string key, AccessOptions options)
    {
        var actions = Enum.GetValues<AccessAction>();
        var places = rule.Channels.SelectMany(channel => ErrorsOfChannel($"{key}:Channels", channel)).Concat(ErrorsOfPatterns($"{key}:Repositories", rule.Repositories));
        var words = actions.SelectMany(action => rule.Who(action).SelectMany(word => ErrorsOf(word, action, $"{key}:{action}", options)));
        return actions.All(action => rule.Who(action).Count == 0)
            ? [.. places, $"{key} says nothing about any action. Name who may {string.Join(", ", actions)}; `{AccessWord.Nobody}` closes one for all."]
            : [.. places, .. words];
    }

    private static IEnumerable<string> ErrorsOf(string word, AccessAction action, string key, AccessOptions options)
    {
        if (!AccessWord.IsKnown(word) && !AccessWord.IsPerson(word))
        {
            yield return $"{key}: '{word}' is neither one of {string.Join(", ", AccessWord.All)} nor a Slack user id.";
        }
        else if (AccessWord.Is(word, AccessWord.External) && !options.AllowExternalChannels)
        {
            yield return $"{key}: '{word}' means people of other workspaces, who are refused everywhere while Access:AllowExternalChannels is false.";
        }
        else if (AccessWord.Is(word, AccessWord.Requester) && action is AccessAction.Start or AccessAction.Configure)
        {
            yield return $"{key}: '{word}' is who started a run, and {action} is about none.";
        }
        else if (AccessWord.IsGitHub(word) && action is AccessAction.Configure)
        {
            yield return $"{key}: '{word}' is about a repository, and a channel's settings are about none.";
        }
    }

    private static IEnumerable<string> ErrorsOfChannel(string key, string channel)
    {
        if (channel != AccessOptions.DirectMessages && !ChannelId().IsMatch(channel))
        {
            yield return $"{key}: '{channel}' is not a channel id such as C0123456789 (and not `{AccessOptions.DirectMessages}`, for direct messages).";
        }
    }

    private static IEnumerable<string> ErrorsOfPatterns(string key, IEnumerable<string> patterns) =>
        from pattern in patterns
        where !RepositoryPattern.IsValid(pattern)
        select $"{key}: '{pattern}' is neither owner/name nor owner/*.";

    [GeneratedRegex(@"\A[CGD][A-Z0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex ChannelId();
}
