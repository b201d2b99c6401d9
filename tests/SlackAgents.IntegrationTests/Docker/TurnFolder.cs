using System.Text;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>Writes what the host writes before a turn.</summary>
internal sealed record TurnFolder
{
    public required IReadOnlyList<string> Argv { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Stdin { get; init; }

    public IReadOnlyDictionary<string, string> Workspace { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public void Write(string runDirectory)
    {
        var folder = Directory.CreateDirectory(Path.Combine(runDirectory, "turn")).FullName;
        Write(folder, "argv", Argv);
        Write(folder, "env", Environment.Select(pair => $"{pair.Key}={pair.Value}"));
        Write(folder, "workspace", Workspace.Select(pair => $"{pair.Key}={pair.Value}"));
        File.Delete(Path.Combine(folder, "stdin"));
        if (Stdin is not null)
        {
            File.WriteAllText(Path.Combine(folder, "stdin"), Stdin);
        }
    }

    private static void Write(string folder, string name, IEnumerable<string> entries) =>
        File.WriteAllBytes(Path.Combine(folder, name), Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry + "\0"))));
}
