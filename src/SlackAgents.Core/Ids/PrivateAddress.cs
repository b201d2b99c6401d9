namespace SlackAgents.Core.Ids;

/// <summary>Where only one person sees the answer.</summary>
/// <param name="ResponseUrl">Slack's <c>response_url</c> (5 uses, 30 minutes); a secret, never logged. Null: an ephemeral message is posted.</param>
internal sealed record PrivateAddress(PersonId Person, string Channel, string? ThreadTs, string? ResponseUrl);
