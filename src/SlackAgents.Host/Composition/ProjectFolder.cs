namespace SlackAgents.Host.Composition;

/// <summary>Finds the files that come with the product: settings, manifests, scripts.</summary>
internal static class ProjectFolder
{
    /// <summary>The folder whose <c>appsettings.json</c> counts: the current one, else the one of the binary.</summary>
    public static string ContentRoot() =>
        File.Exists(Path.Combine(Environment.CurrentDirectory, "appsettings.json"))
            ? Environment.CurrentDirectory
            : AppContext.BaseDirectory;

    /// <summary>A file of the product by its path in the project, looked for from here and from the binary upwards; null when it is nowhere.</summary>
    public static string? Find(string relativePath) =>
        Upwards(Environment.CurrentDirectory)
            .Concat(Upwards(AppContext.BaseDirectory))
            .Select(folder => Path.Combine(folder, relativePath))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
