using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Host.Traces.Export;

/// <summary>Generated serialisation of exports that are small enough to be made at once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentTraceRecord))]
internal sealed partial class ExportJsonContext : JsonSerializerContext
{
    /// <summary>Relaxed: it is a file of its own, never a part of a page.</summary>
    public static ExportJsonContext Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
