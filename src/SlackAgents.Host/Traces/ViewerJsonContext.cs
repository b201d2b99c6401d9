using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Host.Traces;

/// <summary>Generated serialisation of what the pages are told.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunHead))]
internal sealed partial class ViewerJsonContext : JsonSerializerContext
{
    /// <summary>Relaxed: it goes into JSON, and where it goes into a page, that escapes it (<see cref="Html.Json"/>).</summary>
    public static ViewerJsonContext Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
