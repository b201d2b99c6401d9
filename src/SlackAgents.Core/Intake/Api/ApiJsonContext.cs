using System.Text.Json.Serialization;

namespace SlackAgents.Core.Intake.Api;

/// <summary>How the requests of the API are remembered.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiKeyUse))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
