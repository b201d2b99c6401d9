using SlackAgents.Core.Harnesses;

namespace SlackAgents.Tests.Harnesses;

/// <summary>What the real agent CLIs printed in runs against a scripted model.</summary>
internal static class TraceFixtures
{
    /// <summary>The folder of the solution.</summary>
    public static string Repository { get; } = FindRepository();

    private static readonly string Folder = Path.Combine(Repository, "tests", "SlackAgents.Tests", "Fixtures", "traces");

    /// <summary>Names of the recordings that begin with this, without it and in order.</summary>
    public static IEnumerable<string> Names(string prefix) => Directory.EnumerateFiles(Folder, $"{prefix}*.jsonl")
        .Select(path => Path.GetFileNameWithoutExtension(path)[prefix.Length..])
        .Order(StringComparer.Ordinal);

    public static IReadOnlyList<string> Lines(string name) => File.ReadAllLines(Path.Combine(Folder, $"{name}.jsonl"));

    public static IReadOnlyList<string> Errors(string name)
    {
        var errors = Path.Combine(Folder, $"{name}.stderr.txt");
        return File.Exists(errors) ? File.ReadAllLines(errors) : [];
    }

    /// <summary>The events of a whole recording; the reader is left with its evidence.</summary>
    public static List<HarnessEvent> Play(IHarnessReader reader, string name)
    {
        var events = Lines(name).SelectMany(reader.Read).ToList();
        Errors(name).ToList().ForEach(reader.ReadError);
        return events;
    }

    private static string FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SlackAgents.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No solution above the tests.");
        }

        return directory.FullName;
    }
}
