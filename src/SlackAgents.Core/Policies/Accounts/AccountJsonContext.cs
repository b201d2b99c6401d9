using System.Text.Json.Serialization;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>How what is known of people's accounts is written into documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IdentityLink))]
[JsonSerializable(typeof(PersonId))]
[JsonSerializable(typeof(LinkInvitation))]
[JsonSerializable(typeof(TokenShelf))]
internal sealed partial class AccountJsonContext : JsonSerializerContext;
