using SlackAgents.Core.Ids;

namespace SlackAgents.Host.SignIn;

/// <summary>What a session cookie says. Whether its person may do anything is asked each time.</summary>
/// <param name="Id">Random; tells this sign-in from others of the same person.</param>
internal sealed record Session(PersonId Person, string Id, DateTimeOffset EndsAt);
