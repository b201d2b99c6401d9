namespace SlackAgents.Core.Publishing;

internal enum BranchDiffChange
{
    Added,
    Modified,
    Deleted,

    /// <summary>A file became a link or a submodule, or the other way round.</summary>
    TypeChanged,

    /// <summary>Only commits on the way touch it; the end of the branch is as the base. It would still be in the history.</summary>
    OnlyInHistory,
}
