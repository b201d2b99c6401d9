using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Messages;

/// <summary>Something that was said in Slack.</summary>
/// <param name="Author">Null for a bot.</param>
/// <param name="AuthorName">For attribution; data of a stranger.</param>
/// <param name="Text">Unescaped plain text.</param>
/// <param name="Forwarded">Messages that were forwarded or shared with it.</param>
/// <param name="IsOurs">This bot said it.</param>
internal sealed record SaidMessage(
    string Ts,
    PersonId? Author,
    string AuthorName,
    string Text,
    IReadOnlyList<MessageFile> Files,
    IReadOnlyList<SaidMessage> Forwarded,
    bool IsOurs)
{
    /// <summary>Root of the thread that it stands in; null where it is in none, or where that is not known.</summary>
    public string? ThreadTs { get; init; }
}
