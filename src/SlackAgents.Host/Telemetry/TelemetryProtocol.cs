namespace SlackAgents.Host.Telemetry;

/// <summary>How spans are sent (opentelemetry.io/docs/specs/otlp).</summary>
internal enum TelemetryProtocol
{
    /// <summary>Protocol buffers over HTTP, usually port 4318.</summary>
    HttpProtobuf,

    /// <summary>JSON over HTTP, usually port 4318.</summary>
    HttpJson,

    /// <summary>gRPC, usually port 4317.</summary>
    Grpc,
}
