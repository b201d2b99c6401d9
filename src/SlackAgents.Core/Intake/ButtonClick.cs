using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake;

/// <param name="Action">Action of our own <see cref="Replies.Button"/>, for example <c>stop</c>.</param>
/// <param name="Value">Its value: a run id. Anybody who sees the message can send it, so it proves nothing.</param>
internal sealed record ButtonClick(
    string Key,
    PersonId Person,
    string Channel,
    string? ThreadTs,
    string MessageTs,
    string Action,
    string Value,
    string? ResponseUrl,
    DateTimeOffset ReceivedAt);
