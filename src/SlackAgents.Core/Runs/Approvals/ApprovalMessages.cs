using System.Globalization;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Approvals;

/// <summary>How a held change looks in the thread, while it is open and after.</summary>
internal sealed class ApprovalMessages(TraceLinks traceLinks, TimeProvider time)
{
    private const int MaxAnswer = 2_500;

    public static string KeyOf(Run run, Approval approval) => string.Create(CultureInfo.InvariantCulture, $"{run.Id}/turn{approval.Turn}/approval/{approval.HeadSha}");

    /// <summary>The two buttons that decide.</summary>
    public static IReadOnlyList<Button> ChoicesOf(Run run) =>
        [new Button("approve", "Approve", run.Id.Value, ButtonStyle.Primary), new Button("reject", "Reject", run.Id.Value, ButtonStyle.Danger)];

    /// <summary>Asks: a new message, because somebody has to see it.</summary>
    public OutboxMessage Ask(Run run, Approval approval) => Message(run, approval) with
    {
        Content = new ReplyContent(
            $"🙋 Approval needed: {run.Title}",
            [
                new Paragraph($"🙋 Approval needed. {ReasonCatalog.Of(approval.Reason ?? ReasonCode.Completed).Sentence} Nothing of this change has reached GitHub yet.", run.MentionAtQuestion),
                new Paragraph(string.Join('\n', approval.Why)),
                .. string.IsNullOrWhiteSpace(run.Answer) ? Array.Empty<ReplyPart>() : [new AgentText(RunTexts.Bounded(run.Answer, MaxAnswer))],
                new Facts([new Fact("Changes", run.Changes?.ToString() ?? "none"), new Fact("Commit", approval.HeadSha[..Math.Min(7, approval.HeadSha.Length)]), new Fact("Cost", RunTexts.Cost(run.Usage))]),
                new Buttons(
                [
                    .. ChoicesOf(run),
                    new Button("view_trace", "View trace", run.Id.Value, Url: traceLinks.Create(run.Id, run.LinkGeneration)),
                ]),
                new Note($"Or reply `approve`, `reject`, or what to change. Undecided at {approval.Deadline.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, it stays with the run."),
            ]),
    };

    /// <summary>Shows what became of it, without the buttons that decide.</summary>
    public OutboxMessage Close(Run run, Approval approval)
    {
        var verdict = approval.State switch
        {
            ApprovalState.Approved => $"✅ Approved by {approval.DecidedBy}.",
            ApprovalState.Rejected => $"🚫 Rejected by {approval.DecidedBy}. Nothing of this change reached GitHub.",
            ApprovalState.Expired => "⌛ Nobody decided in time. Nothing of this change reached GitHub.",
            _ => "↪️ Not decided: a reply went on instead.",
        };
        return Message(run, approval) with
        {
            Key = $"{KeyOf(run, approval)}/closed",
            Kind = OutboxKind.Edit,
            TargetKey = KeyOf(run, approval),
            Content = new ReplyContent(verdict, [new Paragraph(verdict), new Paragraph(string.Join('\n', approval.Why))]),
        };
    }

    private OutboxMessage Message(Run run, Approval approval) => new()
    {
        Key = KeyOf(run, approval),
        Run = run.Id,
        Kind = OutboxKind.Message,
        Priority = OutboxPriority.Terminal,
        Channel = run.Channel,
        CreatedAt = time.GetUtcNow(),
    };
}
