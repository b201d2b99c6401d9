namespace SlackAgents.Core.Ids;

/// <summary>The person behind a request.</summary>
/// <param name="DisplayName">As shown in Slack; data of a stranger, never markup.</param>
internal sealed record Requester(PersonId Person, string DisplayName);
