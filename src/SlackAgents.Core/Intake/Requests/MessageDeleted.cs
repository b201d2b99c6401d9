using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A message of a thread is gone (docs.slack.dev/reference/events/message/message_deleted).</summary>
/// <param name="Person">Who had written it; an admin may have been the one who deleted it.</param>
internal sealed record MessageDeleted(
    string Key,
    PersonId Person,
    string Channel,
    string ThreadTs,
    string MessageTs,
    DateTimeOffset ReceivedAt) : IPersonRequest;
