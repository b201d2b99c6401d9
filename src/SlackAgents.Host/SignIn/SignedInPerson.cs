using SlackAgents.Core.Ids;

namespace SlackAgents.Host.SignIn;

/// <summary>Who is at the other end of a browser, as Slack knows them at this moment.</summary>
/// <param name="DisplayName">As shown in Slack; data of a stranger, never markup.</param>
/// <param name="IsOperator">One of <c>Access:Operators</c>.</param>
/// <param name="EndsAt">When they have to sign in again.</param>
internal sealed record SignedInPerson(PersonId Person, string DisplayName, bool IsOperator, DateTimeOffset EndsAt);
