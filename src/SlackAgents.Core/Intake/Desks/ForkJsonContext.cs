using System.Text.Json.Serialization;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>How drafts of forks are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ForkDraft))]
internal sealed partial class ForkJsonContext : JsonSerializerContext;
