using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>Where nothing is ever held.</summary>
internal sealed class NoApprovals : IApprovals
{
    public Task<ApprovalResult> DecideAsync(Run run, bool approve, Requester who, CancellationToken cancellationToken) =>
        Task.FromResult(new ApprovalResult(Decided: false, "Nothing waits for an approval in this run."));
}
