namespace SlackAgents.Slack.Intake;

/// <summary>
/// What stays the same when Slack delivers something again. The envelope's id does not, and one mention comes as two
/// events with two ids (docs.slack.dev/apis/events-api), hence the key of the message itself.
/// </summary>
internal static class DedupeKeys
{
    public static string Event(string eventId) => $"slack.event:{eventId}";

    public static string Message(string team, string channel, string ts) => $"slack.message:{team}:{channel}:{ts}";

    public static string Trigger(string triggerId) => $"slack.trigger:{triggerId}";

    public static string Action(string channel, string messageTs, string user, string actionTs) => $"slack.action:{channel}:{messageTs}:{user}:{actionTs}";
}
