using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Host.Telemetry;

/// <summary>Section <c>Telemetry</c>: what runs did, as OpenTelemetry spans, to a collector.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <value>Address of the collector, for example <c>http://collector:4318</c>; over HTTP <c>/v1/traces</c> is added when it has no path. Default: none, and nothing is sent.</value>
    public string? OtlpEndpoint { get; set; }

    /// <value><c>HttpProtobuf</c>, <c>HttpJson</c> or <c>Grpc</c>. Default <c>HttpProtobuf</c>.</value>
    public TelemetryProtocol Protocol { get; set; }

    /// <value>Headers of every request, by their names; their values are secrets.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <value>Also send what was said: prompts, arguments, output. Default false.</value>
    public bool CaptureContent { get; set; }

    /// <value>The <c>service.name</c> of the spans. Default <c>slackagents</c>.</value>
    [Required]
    public string ServiceName { get; set; } = "slackagents";
}
