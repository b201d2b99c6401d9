using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

/// <summary>What the real CLI (2.1.328) printed in one run against a scripted model.</summary>
internal sealed record Recording(string Name, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors)
{
    private static readonly string Folder = FindFolder();

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "claude-*.jsonl")
        .Select(path => Path.GetFileNameWithoutExtension(path)["claude-".Length..])
        .Order(StringComparer.Ordinal);

    public static Recording Load(string name)
    {
        var errors = Path.Combine(Folder, $"claude-{name}.stderr.txt");
        return new Recording(
            name,
            File.ReadAllLines(Path.Combine(Folder, $"claude-{name}.jsonl")),
            File.Exists(errors) ? File.ReadAllLines(errors) : []);
    }

    public static IHarnessReader Reader(string promptId = "11111111-1111-4111-8111-111111111111") => new ClaudeCodeReader(promptId);

    private static string FindFolder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SlackAgents.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No solution above the tests.");
        }

        return Path.Combine(directory.FullName, "tests", "SlackAgents.Tests", "Fixtures", "traces");
    }
}
