using System.Text.RegularExpressions;

namespace SlackAgents.Tests.Conventions;

/// <summary>The way of the data through Core goes one way; the table is the graph.</summary>
internal sealed partial class CoreFolderDirectionTests
{
    /// <summary>Folder → folders that it may use. Each line may use only names of the lines above it, so there is no cycle.</summary>
    private static readonly (string Folder, string[] May)[] Graph =
    [
        ("Scheduling", []),
        ("Wording", []),
        ("Ids", []),
        ("Documents", []),
        ("Reasons", ["Ids"]),
        ("Traces", ["Ids", "Reasons"]),
        ("Policies", ["Ids", "Documents", "Reasons", "Traces"]),
        ("Repositories", ["Ids", "Reasons", "Traces", "Policies"]),
        ("Sandboxes", ["Ids", "Reasons", "Traces", "Policies", "Repositories"]),
        ("Harnesses", ["Ids", "Wording", "Reasons", "Traces", "Policies", "Sandboxes"]),
        ("Publishing", ["Ids", "Reasons", "Traces", "Policies", "Repositories"]),
        ("Messages", ["Ids"]),
        ("Replies", ["Ids", "Documents", "Scheduling", "Reasons", "Traces", "Policies"]),
        ("Runs", ["Ids", "Scheduling", "Wording", "Reasons", "Traces", "Policies", "Repositories", "Sandboxes", "Harnesses", "Publishing", "Messages", "Replies"]),
        ("Intake", ["Ids", "Documents", "Scheduling", "Wording", "Reasons", "Traces", "Policies", "Repositories", "Harnesses", "Publishing", "Messages", "Replies", "Runs"]),
    ];

    [Test]
    public void Every_folder_of_the_core_uses_only_folders_below_it()
    {
        var core = SourceTree.Product.Where(file => file.Path.StartsWith("src/SlackAgents.Core/", StringComparison.Ordinal));

        Assert.That(core.SelectMany(Violations), Is.Empty);
    }

    [Test]
    public void The_table_itself_has_no_cycle()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, may) in Graph)
        {
            Assert.That(may.Where(name => !seen.Contains(name)), Is.Empty, folder);
            seen.Add(folder);
        }
    }

    [TestCase("Ids/X.cs", "using SlackAgents.Core.Runs;")]
    [TestCase("Traces/X.cs", "using SlackAgents.Core.Intake;")]
    [TestCase("Policies/X.cs", "var x = Core.Runs.RunState.Queued; // fully named: SlackAgents.Core.Runs")]
    [TestCase("Somewhere/X.cs", "namespace SlackAgents.Core.Somewhere;")]
    public void The_guard_sees_a_step_back(string path, string line)
    {
        Assert.That(Violations(new SourceFile("src/SlackAgents.Core/" + path, line)), Is.Not.Empty);
    }

    private static IEnumerable<string> Violations(SourceFile file)
    {
        var folder = file.Path.Split('/')[2];
        if (folder.EndsWith(".cs", StringComparison.Ordinal))
        {
            // The registration at the root of the project knows every folder.
            return [];
        }

        var row = Graph.FirstOrDefault(entry => entry.Folder == folder);
        return row.Folder is null
            ? [$"{file.Path}: the folder {folder} has no place in the table of this test"]
            : Used().Matches(file.Text)
                .Select(match => match.Groups["folder"].Value)
                .Distinct(StringComparer.Ordinal)
                .Where(used => used != folder && !row.May.Contains(used, StringComparer.Ordinal))
                .Select(used => $"{file.Path} uses {used}");
    }

    [GeneratedRegex(@"SlackAgents\.Core\.(?<folder>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Used();
}
