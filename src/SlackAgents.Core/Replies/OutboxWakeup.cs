using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Replies;

/// <summary>Raised when something may have come into the outbox.</summary>
internal sealed class OutboxWakeup : Wakeup;
