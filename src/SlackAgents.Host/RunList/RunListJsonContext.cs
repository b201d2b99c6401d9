using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Host.RunList;

/// <summary>Generated serialisation of the list.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunListAnswer))]
[JsonSerializable(typeof(RunListBoot))]
[JsonSerializable(typeof(RunListProblem))]
internal sealed partial class RunListJsonContext : JsonSerializerContext
{
    /// <summary>Relaxed: it goes into JSON, and where it goes into a page, that escapes it.</summary>
    public static RunListJsonContext Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>What the page begins with (<c>src/viewer/src/boot.ts</c>).</summary>
internal sealed record RunListBoot(string Page, RunListAnswer Runs);

/// <summary>Why there is no list, and what to do.</summary>
internal sealed record RunListProblem(string Problem, string Next);
