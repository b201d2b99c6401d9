using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>Changes that are held until somebody lets them go to GitHub.</summary>
internal interface IApprovals
{
    /// <summary>Decides on what the run holds. Safe to repeat. Whether the person may is found out before.</summary>
    Task<ApprovalResult> DecideAsync(Run run, bool approve, Requester who, CancellationToken cancellationToken);
}
