using System.Text.Json.Serialization;

namespace SlackAgents.Core.Traces;

/// <summary>Generated serialisation of the events; nothing of it is found by reflection at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TraceEvent))]
internal sealed partial class TraceJsonContext : JsonSerializerContext;
