namespace SlackAgents.Testing.Recordings;

/// <summary>The recordings that the project keeps: <c>Fixtures/recordings/HARNESS/SCENARIO.jsonl</c>, written by <c>scripts/harness-bump</c>, and the hand-made ones beside them.</summary>
/// <param name="fixtures">The folder <c>tests/SlackAgents.Tests/Fixtures</c>.</param>
internal sealed class RecordingShelf(string fixtures)
{
    public string FolderOf(string harness) => Path.Combine(fixtures, "recordings", harness);

    /// <summary>Compares new recordings of a harness with those that are kept.</summary>
    /// <param name="folder">One file for each scenario.</param>
    /// <returns>Lines for people; none when the language is the same.</returns>
    public IReadOnlyList<string> Compare(string harness, string folder)
    {
        var fresh = Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file), Shapes, StringComparer.Ordinal);
        var known = All(harness).SelectMany(Shapes).ToHashSet(StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var (name, shapes) in fresh)
        {
            lines.AddRange(shapes.Where(known.Add).Select(shape => $"appeared  {name}: {shape}"));
        }

        var now = fresh.Values.SelectMany(shapes => shapes).ToHashSet(StringComparer.Ordinal);
        foreach (var name in fresh.Keys.Select(name => Path.Combine(FolderOf(harness), name)).Where(File.Exists))
        {
            lines.AddRange(Shapes(name).Where(shape => !now.Contains(shape)).Select(shape => $"vanished  {Path.GetFileName(name)}: {shape}"));
        }

        return lines;
    }

    private IEnumerable<string> All(string harness)
    {
        var traces = Path.Combine(fixtures, "traces");
        return new[] { (FolderOf(harness), "*.jsonl"), (traces, $"{harness}-*.jsonl"), (traces, $"acp-{harness}-*.jsonl") }
            .Where(place => Directory.Exists(place.Item1))
            .SelectMany(place => Directory.GetFiles(place.Item1, place.Item2));
    }

    private static IReadOnlySet<string> Shapes(string file) => LineShapes.Of(File.ReadLines(file));
}
