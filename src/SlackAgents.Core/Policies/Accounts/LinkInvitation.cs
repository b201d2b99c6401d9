using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Whom a personal link belongs to.</summary>
/// <param name="DisplayName">As Slack has it, so that the page can say whom it is about.</param>
internal sealed record LinkInvitation(PersonId Person, string DisplayName, DateTimeOffset ExpiresAt);
