using Microsoft.Extensions.Options;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Runs.Approvals;

/// <summary>Holds a change that a person has to let go first.</summary>
internal sealed class HeldChanges(TurnEnding ending, IOptions<PublishingOptions> options, TimeProvider time)
{
    private const int MaxReason = 1_000;

    private static readonly RunState[] Publishing = [RunState.Publishing];

    /// <summary>Whether the commit may go on: nobody has to be asked, or somebody has approved exactly this one.</summary>
    public static bool MayGo(Run run, BranchDiff diff, PushPolicyVerdict verdict) =>
        verdict.Held.Count == 0 || run.Approval is { State: ApprovalState.Approved } given && given.HeadSha == diff.HeadSha;

    public Task<Run?> HoldAsync(Run run, BranchDiff diff, PushPolicyVerdict verdict, CancellationToken cancellationToken)
    {
        var approval = new Approval
        {
            Turn = run.Turn,
            HeadSha = diff.HeadSha,
            Why = [.. verdict.Held.Select(reason => RunTexts.Bounded(reason, MaxReason))],
            Deadline = time.GetUtcNow() + options.Value.ApprovalTimeout,
            Reason = run.Reason,
            ReasonDetail = run.ReasonDetail,
        };
        return ending.HoldAsync(run, approval, Publishing, cancellationToken);
    }
}
