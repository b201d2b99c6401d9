using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Approvals;

/// <summary>Decides on held changes. Of two who decide at the same time, the first counts; the second is told.</summary>
internal sealed class ApprovalBook(RunStateChanger changer, TurnEnding ending, ApprovalMessages messages, TraceWriter trace, TimeProvider time) : IApprovals
{
    private static readonly RunState[] Held = [RunState.Held];

    public async Task<ApprovalResult> DecideAsync(Run run, bool approve, Requester who, CancellationToken cancellationToken)
    {
        if (run.Approval is not { } asked)
        {
            return new ApprovalResult(false, "Nothing waits for an approval in this run.");
        }

        var decided = asked with
        {
            State = approve ? ApprovalState.Approved : ApprovalState.Rejected,
            DecidedBy = who.DisplayName,
            DecidedById = who.Person,
        };
        var after = approve ? await ApproveAsync(run, asked, decided, cancellationToken) : await CloseAsync(run, asked, decided, ReasonCode.ChangesRejected, cancellationToken);
        if (!ReferenceEquals(after?.Approval, decided))
        {
            return new ApprovalResult(false, Late(after?.Approval));
        }

        trace.Write(run.Id, new TraceEntry(run.Turn, time.GetUtcNow(), new PushEvent("approval", run.Branch, run.PushedSha, asked.HeadSha, approve ? "approved" : "rejected", $"by {who.DisplayName} ({who.Person.User})"), $"approval/{asked.HeadSha}"));
        return new ApprovalResult(true, approve ? "Approved: it goes to GitHub now." : "Rejected: nothing of this change reached GitHub. Reply with what to change.");
    }

    /// <summary>Its time is over.</summary>
    public Task ExpireAsync(Run run, CancellationToken cancellationToken) =>
        run.Approval is { State: ApprovalState.Open } asked && asked.Deadline <= time.GetUtcNow()
            ? CloseAsync(run, asked, asked with { State = ApprovalState.Expired }, ReasonCode.ApprovalExpired, cancellationToken)
            : Task.CompletedTask;

    private async Task<Run?> ApproveAsync(Run run, Approval asked, Approval decided, CancellationToken cancellationToken)
    {
        var result = await changer.ChangeAsync(
            run.Id,
            Held,
            (current, _) => IsOpen(current, asked)
                ? new RunChange(current with { State = RunState.Publishing, Reason = asked.Reason, ReasonDetail = asked.ReasonDetail, Approval = decided }, [], [messages.Close(current, decided)])
                : null,
            cancellationToken);
        return result?.Run;
    }

    private async Task<Run?> CloseAsync(Run run, Approval asked, Approval decided, ReasonCode reason, CancellationToken cancellationToken)
    {
        var result = await changer.ChangeAsync(run.Id, Held, Decide, cancellationToken);
        return result?.Run;

        RunChange? Decide(Run current, IReadOnlyList<Turn> turns)
        {
            if (!IsOpen(current, asked))
            {
                return null;
            }

            var ended = ending.Decide(current with { Approval = decided }, turns, RunState.Stopped, reason, decided.DecidedBy is { } name ? $"by {name}" : null);
            return ended with { Messages = [messages.Close(current, decided), .. ended.Messages] };
        }
    }

    private static bool IsOpen(Run run, Approval asked) => run.Approval is { State: ApprovalState.Open } open && open.HeadSha == asked.HeadSha && open.Turn == asked.Turn;

    private static string Late(Approval? now) => now?.State switch
    {
        ApprovalState.Approved => $"{now.DecidedBy} has approved it already.",
        ApprovalState.Rejected => $"{now.DecidedBy} has rejected it already.",
        ApprovalState.Expired => "It was not decided in time. Reply `retry` to ask again.",
        ApprovalState.Superseded => "A reply went on instead; there will be a new question when that turn has ended.",
        _ => "Nothing waits for an approval in this run.",
    };
}
