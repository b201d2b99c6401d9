using System.Text.Json.Serialization;

namespace SlackAgents.Host.Telemetry;

/// <summary>Generated serialisation of what is remembered.</summary>
[JsonSerializable(typeof(SentTurns))]
[JsonSerializable(typeof(TelemetryStart))]
internal sealed partial class TelemetryJsonContext : JsonSerializerContext;
