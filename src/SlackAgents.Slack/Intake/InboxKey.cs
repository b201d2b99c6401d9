using System.Globalization;
using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.Slack.Intake;

/// <summary>The key under which the core knows a stored payload: the same on every handling of it.</summary>
internal static class InboxKey
{
    public static string Of(InboxEntry entry) => "inbox:" + entry.Id.ToString(CultureInfo.InvariantCulture);
}
