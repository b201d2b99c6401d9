using System.Text.Encodings.Web;
using System.Text.Json;
using SlackAgents.Host.Composition;

namespace SlackAgents.Host.Manifests;

/// <summary>Files of the folder <c>manifest</c>, beside the binary or in the checkout.</summary>
internal static class ManifestFile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Read(string name) => File.ReadAllText(
        ProjectFolder.Find(Path.Combine("manifest", name)) ?? throw new FileNotFoundException($"manifest/{name} is not there; it comes with the program."));

    public static string Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Plain);
    }
}
