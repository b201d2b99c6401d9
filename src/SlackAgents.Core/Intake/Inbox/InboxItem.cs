namespace SlackAgents.Core.Intake.Inbox;

/// <summary>A payload as it arrived, before anything was decided about it.</summary>
/// <param name="Kind">What it is and who can read it, for example <c>slack.slash_commands</c>.</param>
/// <param name="DedupeKeys">Any of these seen before within the retention makes this a duplicate (docs.slack.dev/apis/events-api: redeliveries keep <c>event_id</c>).</param>
/// <param name="Payload">The payload, verbatim JSON.</param>
internal sealed record InboxItem(string Kind, IReadOnlyList<string> DedupeKeys, string Payload)
{
    /// <value>What has a lane is handled after everything that came into this lane before it; null: beside everything else.</value>
    public string? Lane { get; init; }

    /// <value>Somebody looks at a screen that waits for it (a modal's trigger dies after three seconds), so it is taken first.</value>
    public bool Urgent { get; init; }
}
