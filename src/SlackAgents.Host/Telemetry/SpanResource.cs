using System.Reflection;

namespace SlackAgents.Host.Telemetry;

/// <summary>Who the spans are from: the same for all of them.</summary>
internal sealed record SpanResource(IReadOnlyList<SpanAttribute> Attributes)
{
    /// <summary>Name of what makes the spans, as OpenTelemetry's instrumentation scope.</summary>
    public const string Scope = "SlackAgents.Runs";

    public static string Version { get; } =
        typeof(SpanResource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <param name="instance">Id of this installation.</param>
    public static SpanResource Of(TelemetryOptions options, string instance) => new(
    [
        new("service.name", options.ServiceName),
        new("service.version", Version),
        new("service.instance.id", instance),
    ]);
}
