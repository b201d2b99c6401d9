namespace SlackAgents.Benchmarks.Stage;

/// <summary>Where this project lies on the disk.</summary>
internal static class ProjectTree
{
    public static string Root { get; } = Find();

    /// <summary>The product as <c>scripts/bench</c> has built it.</summary>
    public static string Host => Path.Combine(Root, "src", "SlackAgents.Host", "bin", "Release", "net10.0", "SlackAgents.Host.dll");

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SlackAgents.sln")))
        {
            directory = directory.Parent ?? throw new BenchException("The benches are run from within the project: ./scripts/bench.");
        }

        return directory.FullName;
    }
}
