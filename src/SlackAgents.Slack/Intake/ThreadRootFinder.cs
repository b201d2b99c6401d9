using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// A reaction names the message it is on, not the thread (docs.slack.dev/reference/events/reaction_added). Runs are known
/// by the root of their thread, so that is asked for; only for the one reaction that does something.
/// </summary>
internal sealed class ThreadRootFinder(SlackApiClients clients)
{
    public const string StopReaction = "x";

    /// <summary>The root of the thread that the message is in; the message itself when it is in none.</summary>
    public async Task<string> FindAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OfChannelAsync(channel, cancellationToken);
            // Slack takes the ts of any message of a thread and answers with messages that name their root.
            var page = await client.Conversations.RepliesAsync(new RepliesQuery { Channel = channel, Ts = ts, Limit = 1, IncludeAllMetadata = false }, cancellationToken);
            return page.Messages is [var first, ..] ? first.Text("thread_ts") ?? ts : ts;
        }
        catch (SlackException exception) when (exception.ErrorCode is "thread_not_found" or "message_not_found" or "channel_not_found" or "not_in_channel" or "missing_scope")
        {
            return ts;
        }
    }
}
