using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A click on a button, or a choice in a picker, of a message or of the App Home.</summary>
/// <param name="Channel">In the App Home: the person's own id, which is the address of their direct messages.</param>
/// <param name="MessageTs">Empty in the App Home.</param>
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
    DateTimeOffset ReceivedAt) : IPersonRequest
{
    /// <summary>What was chosen in a picker; null for a button.</summary>
    public string? Selected { get; init; }

    /// <summary>Opens a modal within three seconds.</summary>
    public string? TriggerId { get; init; }

    public bool IsHome => MessageTs.Length == 0;
}
