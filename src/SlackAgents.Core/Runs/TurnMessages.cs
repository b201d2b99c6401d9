using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Runs.Results;

namespace SlackAgents.Core.Runs;

/// <summary>What is said last of a turn.</summary>
internal sealed class TurnMessages(TurnEndMessage end, ApprovalMessages approvals, ResultFiles files, TimeProvider time)
{
    public ResultFiles Files => files;

    /// <param name="run">As it is after the change, before a waiting reply queues it again.</param>
    /// <param name="waiting">Follow-ups that come next.</param>
    /// <param name="dropped">Follow-ups that the stop took away.</param>
    public IEnumerable<OutboxMessage> Last(Run run, RunState ended, int waiting, int dropped) => run switch
    {
        // A reply that waits goes on first; whether to let it all go is asked after that.
        { Approval: { State: ApprovalState.Open } asked } when ended == RunState.Held => waiting == 0 ? [approvals.Ask(run, asked)] : [],
        { Reason: ReasonCode.Replaced } => [ReplacedMessage.Compose(run, dropped, time.GetUtcNow())],

        // Whoever interrupted it knows; the card shows the turn that comes of it.
        { Reason: ReasonCode.InterruptedByReply } when waiting > 0 => [],
        _ => [end.Compose(run, ended, waiting, dropped)],
    };
}
