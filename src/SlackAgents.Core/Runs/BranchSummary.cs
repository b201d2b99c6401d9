namespace SlackAgents.Core.Runs;

/// <summary>The run's branch against its base, in numbers.</summary>
internal sealed record BranchSummary(string HeadSha, int Commits, int Files, int Additions, int Deletions)
{
    public override string ToString() =>
        $"+{Additions} −{Deletions} in {Files} {(Files == 1 ? "file" : "files")}, {Commits} {(Commits == 1 ? "commit" : "commits")}";
}
