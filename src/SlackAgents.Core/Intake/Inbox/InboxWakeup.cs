using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Intake.Inbox;

/// <summary>Raised when something came into the inbox.</summary>
internal sealed class InboxWakeup : Wakeup;
