using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.Slack.Intake;

/// <summary>What becomes of a payload: it is kept, or dropped without being stored.</summary>
/// <param name="Item">To be written to the inbox; null when dropped.</param>
/// <param name="Reason">Why it is dropped; ours, without a word of the payload.</param>
/// <param name="IsMalformed">It is not what Slack documents.</param>
internal sealed record EnvelopeVerdict(InboxItem? Item, string Reason, bool IsMalformed)
{
    public static EnvelopeVerdict Keep(InboxItem item) => new(item, string.Empty, IsMalformed: false);

    public static EnvelopeVerdict Drop(string reason) => new(null, reason, IsMalformed: false);

    public static EnvelopeVerdict Malformed(string reason) => new(null, reason, IsMalformed: true);
}
