using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A person changed what they had said in a thread (docs.slack.dev/reference/events/message/message_changed).</summary>
/// <param name="Person">Who wrote it, and the only one who can change it.</param>
/// <param name="Text">As it is now: unescaped, a leading mention of the bot taken out.</param>
internal sealed record MessageEdited(
    string Key,
    PersonId Person,
    string Channel,
    string ThreadTs,
    string MessageTs,
    string Text,
    DateTimeOffset ReceivedAt) : IPersonRequest;
