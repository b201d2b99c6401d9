namespace SlackAgents.Core.Publishing;

/// <summary>A file that a branch changes, in its end or in any commit on the way.</summary>
/// <param name="Path">Path in the repository, as UTF-8; with characters of any kind.</param>
/// <param name="Change">How the end of the branch differs from the base.</param>
/// <param name="Mode">Mode that it has at the end: 100644, 100755, 120000 (symbolic link), 160000 (submodule), 000000 (gone).</param>
/// <param name="Bytes">Size of the content at the end; 0 when it is gone.</param>
/// <param name="LinkTarget">Where a symbolic link leads, else null.</param>
internal sealed record BranchDiffFile(
    string Path, BranchDiffChange Change, int Additions, int Deletions, bool IsBinary, string Mode, long Bytes, string? LinkTarget = null)
{
    public bool IsSubmodule => Mode == "160000";

    public bool IsLink => Mode == "120000";
}
