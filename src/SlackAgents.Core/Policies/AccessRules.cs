using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;

namespace SlackAgents.Core.Policies;

/// <summary>
/// Finds the rule that decides. Where no rule of the configuration does: members start, steer, see and configure; the
/// requester and the operators stop and retry. A held change is approved by whoever could make it on GitHub without us,
/// and by the operators; while nobody can link a GitHub account, by those who answer for the run or the installation.
/// </summary>
internal sealed class AccessRules(IOptions<AccessOptions> options, IGitHubSignIn signIn)
{
    private static readonly string[] Members = [AccessWord.Member, AccessWord.Operator];
    private static readonly string[] Responsible = [AccessWord.Requester, AccessWord.Operator];
    private static readonly string[] Entitled = [AccessWord.Writer, AccessWord.Operator];

    /// <summary>
    /// The rulings of which one has to be met, the deciding one last. There are several only while the repository is not
    /// known yet: then whoever could be allowed on some repository may go on, and is asked again once it is known.
    /// </summary>
    public IReadOnlyList<AccessRuling> Find(AccessAction action, string channel, RepositoryName? repository)
    {
        var found = new List<AccessRuling>();
        for (var index = 0; index < options.Value.Rules.Count; index++)
        {
            var rule = options.Value.Rules[index];
            if (rule.Who(action).Count == 0 || (rule.Channels.Count > 0 && !rule.Channels.Contains(channel)))
            {
                continue;
            }

            var ruling = new AccessRuling([.. rule.Who(action)], rule.Name ?? string.Create(CultureInfo.InvariantCulture, $"{index + 1} of Access:Rules"));
            var isForAll = rule.Repositories.Count == 0;
            if (isForAll || (repository is not null && RepositoryPattern.AnyMatches(rule.Repositories, repository)))
            {
                return [.. found, ruling];
            }

            if (repository is null && IsAskedAgain(action))
            {
                found.Add(ruling);
            }
        }

        return [.. found, new AccessRuling(Default(action), null)];
    }

    /// <summary>Whether any rule speaks of this action at all.</summary>
    public bool SpeakOf(AccessAction action) => options.Value.Rules.Any(rule => rule.Who(action).Count > 0);

    /// <summary>Whether it is asked before anybody knows which repository it will be about.</summary>
    public static bool IsAskedAgain(AccessAction action) => action is AccessAction.Start or AccessAction.See;

    /// <summary>Repositories that a channel is limited to; empty for no limit.</summary>
    public IReadOnlyList<string> RepositoriesOf(string channel) => options.Value.Repositories.TryGetValue(channel, out var patterns) ? patterns : [];

    private string[] Default(AccessAction action) => action switch
    {
        AccessAction.Control => Responsible,
        AccessAction.Approve => signIn.MissingSettings.Count == 0 ? Entitled : Responsible,
        _ => Members,
    };
}
