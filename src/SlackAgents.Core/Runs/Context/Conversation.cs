using SlackAgents.Core.Messages;

namespace SlackAgents.Core.Runs.Context;

/// <summary>What was read of a conversation.</summary>
/// <param name="Messages">Oldest first; the message that asked is not among them.</param>
/// <param name="Total">How many there were, those included that were not read.</param>
/// <param name="Asking">The message that asked, or that was asked about; null when there is none or it is gone.</param>
/// <param name="Root">The thread's first message; null outside a thread.</param>
/// <param name="Problem">Why it could not be read, for people; null when it could.</param>
internal sealed record Conversation(IReadOnlyList<SaidMessage> Messages, int Total, SaidMessage? Asking, string? Root, string? Problem)
{
    public static Conversation None { get; } = new([], 0, null, null, null);

    public static Conversation Unread(string problem) => None with { Problem = problem };
}
