using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Which GitHub account belongs to whom. An account belongs to one person of a workspace, and a person has one.</summary>
internal interface IIdentityLinks
{
    /// <summary>Null when the person has linked none.</summary>
    Task<IdentityLink?> FindAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>Ties the account to the person. Whoever had it before has it no more: the newest proof of owning it counts.</summary>
    /// <returns>Who had it before; null when nobody did.</returns>
    Task<PersonId?> LinkAsync(PersonId person, GitHubAccount account, CancellationToken cancellationToken);

    /// <returns>What was undone; null when there was nothing.</returns>
    Task<IdentityLink?> UnlinkAsync(PersonId person, CancellationToken cancellationToken);
}
