using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace SlackAgents.Host.Traces;

/// <summary>
/// The files of the pages, embedded by the build (<c>viewer.targets</c>). Their names carry a hash of their content, so
/// browsers keep them for good; each was compressed when it was built.
/// </summary>
internal sealed class ViewerAssets
{
    private const string Site = "viewer/site/";
    private const string Entry = "src/main.ts";
    private const string Style = "style.css";

    private readonly FrozenDictionary<string, ViewerAsset> _files;

    public ViewerAssets()
        : this(Assembly.GetExecutingAssembly())
    {
    }

    private ViewerAssets(Assembly assembly)
    {
        _files = Load(assembly);
        using var manifest = JsonDocument.Parse(Read(assembly, Site + ".vite/manifest.json"));
        Script = FileOf(manifest, Entry);
        StyleSheet = FileOf(manifest, Style);
    }

    /// <summary>The script that begins everything, relative to the root of the site.</summary>
    public string Script { get; }

    public string StyleSheet { get; }

    public ViewerAsset? Find(string name) => _files.GetValueOrDefault(name);

    private static FrozenDictionary<string, ViewerAsset> Load(Assembly assembly)
    {
        const string Folder = Site + "assets/";
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return names
            .Where(name => TypeOf(name) is not null)
            .ToFrozenDictionary(
                name => name[Folder.Length..],
                name => new ViewerAsset(
                    TypeOf(name)!,
                    Read(assembly, name),
                    names.Contains(name + ".br") ? Read(assembly, name + ".br") : null,
                    names.Contains(name + ".gz") ? Read(assembly, name + ".gz") : null),
                StringComparer.Ordinal);
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => null,
    };

    private static string FileOf(JsonDocument manifest, string key) =>
        manifest.RootElement.TryGetProperty(key, out var entry) && entry.GetProperty("file").GetString() is { } file
            ? file
            : throw new InvalidOperationException($"The pages were built without {key}.");

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
