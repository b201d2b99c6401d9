namespace SlackAgents.Tests.Conventions;

/// <summary>The project's own files, read once.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Product { get; } = Read("src", "*.cs");

    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests", "*.cs");

    public static IReadOnlyList<SourceFile> Projects { get; } = Read("src", "*.csproj");

    public static IReadOnlyList<SourceFile> LockFiles { get; } =
        [.. Read("src", "packages.lock.json"), .. Read("tests", "packages.lock.json")];

    public static IReadOnlyList<SourceFile> NpmLockFiles { get; } =
        [.. Read("src", "package-lock.json"), .. Read("tests", "package-lock.json")];

    /// <summary>Every text file that is part of the project, whatever it is.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.TopDirectoryOnly)
            .Concat(new[] { "src", "tests", "docs", "scripts", "manifest", "bench", ".ci" }.SelectMany(folder => Files(folder, "*")))
            .Where(IsText)
            .Select(Load),
    ];

    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static List<SourceFile> Read(string folder, string pattern) => [.. Files(folder, pattern).Select(Load)];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(IsTracked)
            : [];

    private static SourceFile Load(string path) => new(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path));

    private static bool IsTracked(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "dist" or "TestResults" or "artifacts");

    private static bool IsText(string path) =>
        Path.GetExtension(path) is not (".git" or ".png" or ".jpg" or ".gif" or ".gz" or ".tar" or ".zip" or ".db" or ".ico" or ".woff2" or ".jsonl");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SlackAgents.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("SlackAgents.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
