using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Whom a link to the page belongs to that ties a GitHub account to a person.</summary>
/// <param name="DisplayName">As Slack has it, so that the page can say whom it is about.</param>
internal sealed record LinkInvitation(PersonId Person, string DisplayName, DateTimeOffset ExpiresAt);
