using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake;

/// <param name="Text">Unescaped, a leading mention of the bot taken out.</param>
/// <param name="IsMention">The bot was mentioned, so an answer is expected even outside a run's thread.</param>
internal sealed record ThreadMessage(
    string Key,
    PersonId Person,
    string Channel,
    string ThreadTs,
    string MessageTs,
    string Text,
    bool IsMention,
    DateTimeOffset ReceivedAt);
