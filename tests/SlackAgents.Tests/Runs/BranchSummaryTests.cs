using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Runs;

/// <summary>What is kept of a branch for people: numbers, and the files that changed most.</summary>
internal sealed class BranchSummaryTests
{
    [Test]
    public void Names_the_files_that_changed_most_first_and_those_without_lines_too()
    {
        var summary = BranchSummary.Of(Diff(File("small.cs", 1, 0), File("logo.png", 0, 0, isBinary: true), File("large.cs", 40, 2)));

        Assert.That(summary, Is.EqualTo(new BranchSummary("head", 2, 3, 41, 2)).Using<BranchSummary>((a, b) => (a with { Largest = null }) == b));
        Assert.That(summary.Largest, Is.EqualTo(new[] { new ChangedFile("large.cs", 40, 2), new ChangedFile("small.cs", 1, 0), new ChangedFile("logo.png", null, null) }));
    }

    [Test]
    public void Leaves_out_what_only_commits_on_the_way_touched()
    {
        var summary = BranchSummary.Of(Diff(File("a.cs", 1, 1), File("gone.cs", 9, 9, BranchDiffChange.OnlyInHistory)));

        Assert.That(summary.Largest!.Select(file => file.Path), Is.EqualTo(new[] { "a.cs" }));
    }

    [Test]
    public void Names_no_more_files_than_somebody_reads_and_bounds_their_paths()
    {
        var summary = BranchSummary.Of(Diff([.. Enumerable.Range(0, 80).Select(number => File(new string('d', 5000) + number, 1, 0))]));

        Assert.That(summary.Files, Is.EqualTo(80));
        Assert.That(summary.Largest, Has.Count.EqualTo(BranchSummary.MaxFiles));
        Assert.That(summary.Largest!.Max(file => file.Path.Length), Is.LessThanOrEqualTo(301));
    }

    private static BranchDiff Diff(params BranchDiffFile[] files) => new("base", "head", true, 2, files, 0, (0, ""), []);

    private static BranchDiffFile File(string path, int additions, int deletions, BranchDiffChange change = BranchDiffChange.Modified, bool isBinary = false) =>
        new(path, change, additions, deletions, isBinary, "100644", 1);
}
