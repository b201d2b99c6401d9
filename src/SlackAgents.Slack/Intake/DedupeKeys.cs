namespace SlackAgents.Slack.Intake;

/// <summary>
/// What stays the same when Slack delivers something again. The envelope's id does not, and one mention comes as two
/// events with two ids (docs.slack.dev/apis/events-api), hence the key of the message itself.
/// </summary>
internal static class DedupeKeys
{
    public static string Event(string eventId) => $"slack.event:{eventId}";

    public static string Message(string team, string channel, string ts) => $"slack.message:{team}:{channel}:{ts}";

    /// <summary>One state of a message: a second edit is something new.</summary>
    public static string Edit(string team, string channel, string ts, string editedTs) => $"slack.edit:{team}:{channel}:{ts}:{editedTs}";

    public static string Deletion(string team, string channel, string ts) => $"slack.deletion:{team}:{channel}:{ts}";

    public static string Stop(string team, string channel, string threadTs, string eventTs) => $"slack.stop:{team}:{channel}:{threadTs}:{eventTs}";

    public static string Trigger(string triggerId) => $"slack.trigger:{triggerId}";

    /// <summary>What a person sends once: a view that is answered again after a lost acknowledgement has the same hash.</summary>
    public static string View(string viewId, string hash) => $"slack.view:{viewId}:{hash}";

    /// <param name="place">The message's <c>ts</c>, or the view's id.</param>
    public static string Action(string channel, string place, string user, string actionTs) => $"slack.action:{channel}:{place}:{user}:{actionTs}";
}
