using System.Text.Json.Serialization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.NewRuns;
using SlackAgents.Core.Intake.RepositoryChoices;

namespace SlackAgents.Core.Intake;

/// <summary>How drafts are written into documents. Enums are text; what is computed is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(RunIdJsonConverter), typeof(RepositoryNameJsonConverter)])]
[JsonSerializable(typeof(RunDraft))]
[JsonSerializable(typeof(NewRunDraft))]
[JsonSerializable(typeof(ForkDraft))]
internal sealed partial class IntakeJsonContext : JsonSerializerContext;
