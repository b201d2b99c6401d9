using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Runs;

/// <summary>The run's branch against its base, in numbers.</summary>
/// <param name="Largest">The files with the most changed lines, up to <see cref="MaxFiles"/>; null for runs of older versions.</param>
internal sealed record BranchSummary(string HeadSha, int Commits, int Files, int Additions, int Deletions, IReadOnlyList<ChangedFile>? Largest = null)
{
    /// <summary>Files that are named: as many as somebody reads. The pull request has all of them.</summary>
    public const int MaxFiles = 50;

    private const int MaxPath = 300;

    public static BranchSummary Of(BranchDiff diff) => new(
        diff.HeadSha,
        diff.Commits,
        diff.Files.Count,
        diff.Additions,
        diff.Deletions,
        [
            .. diff.Files
                .Where(file => file.Change is not BranchDiffChange.OnlyInHistory)
                .OrderByDescending(file => (long)file.Additions + file.Deletions)
                .Take(MaxFiles)
                .Select(file => new ChangedFile(RunTexts.Bounded(file.Path, MaxPath), file.IsBinary ? null : file.Additions, file.IsBinary ? null : file.Deletions)),
        ]);

    public override string ToString() =>
        $"+{Additions} −{Deletions} in {Files} {(Files == 1 ? "file" : "files")}, {Commits} {(Commits == 1 ? "commit" : "commits")}";
}
