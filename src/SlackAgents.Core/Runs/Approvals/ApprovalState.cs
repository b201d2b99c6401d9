namespace SlackAgents.Core.Runs.Approvals;

internal enum ApprovalState
{
    Open,
    Approved,
    Rejected,

    /// <summary>A reply went on instead of deciding.</summary>
    Superseded,

    /// <summary>Nobody decided in time.</summary>
    Expired,
}
