using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>Slack's own Stop button (docs.slack.dev/reference/events/agent_session_stopped).</summary>
/// <param name="StoppedAt">When it was pressed: a turn that began later is not meant.</param>
internal sealed record SessionStopped(
    string Key,
    PersonId Person,
    string Channel,
    string ThreadTs,
    DateTimeOffset StoppedAt,
    DateTimeOffset ReceivedAt) : IPersonRequest;
