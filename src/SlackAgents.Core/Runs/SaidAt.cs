using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>The moment at which somebody said something, which is not the moment at which we heard of it.</summary>
/// <param name="Time">By Slack's clock where there is a message, else when it reached us.</param>
/// <param name="MessageTs">The message; null for a button, a reaction or a slash command.</param>
internal sealed record SaidAt(DateTimeOffset Time, string? MessageTs = null)
{
    /// <summary>Whether this was said before the turn was: then the turn cannot have been meant.</summary>
    public bool IsBefore(Turn turn) =>
        // Between two messages one clock tells, and its order is the order in the thread.
        MessageTime.Of(MessageTs) is { } mine && MessageTime.Of(turn.MessageTs) is { } its ? mine < its : Time < turn.CreatedAt;
}
