using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A message in a thread, with or without a mention. Threads that are not a run's are ignored without a trace.</summary>
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
    DateTimeOffset ReceivedAt) : IPersonRequest
{
    public IReadOnlyList<MessageFile> Files { get; init; } = [];
}
