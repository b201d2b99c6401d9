using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <param name="MessageTs">The message that got the reaction: any message of a run's thread counts.</param>
/// <param name="Name">Emoji name without colons and skin tone.</param>
internal sealed record ReactionAdded(
    string Key,
    PersonId Person,
    string Channel,
    string MessageTs,
    string Name,
    DateTimeOffset ReceivedAt) : IPersonRequest;
