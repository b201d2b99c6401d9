using System.Text.Json.Serialization;

namespace SlackAgents.Slack.Installations;

/// <summary>How installations and what belongs to them are written into documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(TeamOfPlace))]
[JsonSerializable(typeof(UsedState))]
internal sealed partial class InstallationJson : JsonSerializerContext;
