namespace SlackAgents.Core.Publishing;

/// <summary>What a pushed branch is, compared with its base.</summary>
/// <param name="BaseSha">The commit that the run started from.</param>
/// <param name="HeadSha">The commit that would be published.</param>
/// <param name="DescendsFromBase">Whether the base is behind the head.</param>
/// <param name="Commits">Commits that the base does not have.</param>
/// <param name="Files">Files that differ at the end, or that a commit on the way touched.</param>
/// <param name="TotalBytes">Bytes of every file content that is new in any of the commits.</param>
/// <param name="LargestBytes">Bytes of the largest of them, and its path.</param>
/// <param name="Secrets">Added lines of any commit that look like a secret, the first ones.</param>
/// <param name="Unread">Why not everything was read, as a clause; null when all was. What was not read is not admitted.</param>
internal sealed record BranchDiff(
    string BaseSha,
    string HeadSha,
    bool DescendsFromBase,
    int Commits,
    IReadOnlyList<BranchDiffFile> Files,
    long TotalBytes,
    (long Bytes, string Path) LargestBytes,
    IReadOnlyList<BranchDiffSecret> Secrets,
    string? Unread = null)
{
    public int Additions => Files.Sum(file => file.Additions);

    public int Deletions => Files.Sum(file => file.Deletions);

    /// <summary>True when the end of the branch is the same as the base: there is nothing to publish.</summary>
    public bool IsEmpty => Files.All(file => file.Change is BranchDiffChange.OnlyInHistory);
}
