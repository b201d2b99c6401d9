using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies.Accounts;

namespace SlackAgents.Core.Policies;

/// <summary>Whether a person is among those whom a rule names.</summary>
internal sealed class AccessRoles(IOptions<AccessOptions> options, IIdentityLinks links, IRepositoryRights rights)
{
    public AccessStanding StandingOf(PersonProfile profile, string homeTeam)
    {
        var isAtHome = !profile.IsStranger && profile.Person.Team == homeTeam;
        var people = options.Value.People;
        return new AccessStanding(
            profile,
            isAtHome,
            IsListed: people.Count == 0 || people.Contains(profile.Person.User),
            IsOperator: isAtHome && options.Value.Operators.Contains(profile.Person.User));
    }

    public async Task<bool> MeetsAsync(AccessRuling ruling, AccessStanding standing, AccessQuestion question, CancellationToken cancellationToken) =>
        ruling.Who.Any(word => standing.Holds(word, question.Owner))
        || (ruling.NeedsGitHub && standing.IsMember && await HasRightAsync(ruling, question, cancellationToken));

    private async Task<bool> HasRightAsync(AccessRuling ruling, AccessQuestion question, CancellationToken cancellationToken)
    {
        if (question.Repository is not { } repository)
        {
            return AccessRules.IsAskedAgain(question.Action);
        }

        return await links.FindAsync(question.Person, cancellationToken) is { } link
            && await rights.FindAsync(link.Account, repository, cancellationToken) >= (ruling.Names(AccessWord.Writer) ? RepositoryRight.Write : RepositoryRight.Admin);
    }
}
