using Microsoft.Extensions.Logging;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Pacing;

namespace SlackAgents.Slack.Replies;

/// <summary>The calls that say something: each waits for its turn and is counted.</summary>
internal sealed partial class PacedCalls(SlackApiClient client, ReplyPacer pacer, ILogger<PacedCalls> logger)
{
    public ReplyPacer Pacer => pacer;

    /// <summary>Who types a command in a public channel need not have invited the bot there: it joins, once.</summary>
    /// <returns>The message's <c>ts</c>.</returns>
    public async Task<string> PostAsync(Message message, OutboxPriority priority, CancellationToken cancellationToken)
    {
        await pacer.WaitForPostAsync(message.Channel, priority, cancellationToken);
        try
        {
            return await PostOnceAsync(message, cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "not_in_channel")
        {
            if (!await TryJoinAsync(message.Channel, cancellationToken))
            {
                throw;
            }

            return await PostOnceAsync(message, cancellationToken);
        }
    }

    /// <summary>Its turn was waited for already, see <see cref="ReplyPacer.WaitForUpdateAsync"/>.</summary>
    public async Task UpdateAsync(MessageUpdate update, OutboxPriority priority, CancellationToken cancellationToken)
    {
        await client.Chat.UpdateAsync(update, cancellationToken);
        SaidMetrics.Edit(priority);
    }

    public async Task PostEphemeralAsync(EphemeralMessage message, CancellationToken cancellationToken)
    {
        await pacer.WaitForEphemeralAsync(cancellationToken);
        await client.Chat.PostEphemeralAsync(message, cancellationToken);
        SaidMetrics.Message("ephemeral");
    }

    public async Task PostDirectlyAsync(string user, Message message, CancellationToken cancellationToken)
    {
        var channel = await client.Conversations.OpenAsync(user, cancellationToken);
        await PostAsync(message with { Channel = channel }, OutboxPriority.Normal, cancellationToken);
    }

    public async Task AddReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken)
    {
        await pacer.WaitForReactionAsync(cancellationToken);
        await IgnoringAsync("already_reacted", client.Reactions.AddAsync(channel, ts, name, cancellationToken));
        SaidMetrics.Reaction();
    }

    public async Task RemoveReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken)
    {
        await pacer.WaitForReactionRemovalAsync(cancellationToken);
        await IgnoringAsync("no_reaction", client.Reactions.RemoveAsync(channel, ts, name, cancellationToken));
        SaidMetrics.Reaction();
    }

    public async Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Chat.GetPermalinkAsync(channel, ts, cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "message_not_found" or "channel_not_found")
        {
            return null;
        }
    }

    private async Task<string> PostOnceAsync(Message message, CancellationToken cancellationToken)
    {
        var posted = await client.Chat.PostMessageAsync(message, cancellationToken);
        SaidMetrics.Message("post");
        return posted.Ts ?? throw new SlackException("chat.postMessage", SlackErrorCodes.InvalidResponse, "chat.postMessage: Slack's answer names no message.");
    }

    private async Task<bool> TryJoinAsync(string channel, CancellationToken cancellationToken)
    {
        try
        {
            await client.Conversations.JoinAsync(channel, cancellationToken);
            Log.Joined(logger, channel);
            return true;
        }
        catch (SlackException exception) when (!exception.IsRateLimit && !exception.IsUnsure)
        {
            // Private, archived, or the scope channels:join was not given: the caller's own error says what to do.
            Log.NotJoined(logger, channel, exception.ErrorCode);
            return false;
        }
    }

    private static async Task IgnoringAsync(string code, Task call)
    {
        try
        {
            await call;
        }
        catch (SlackException exception) when (exception.ErrorCode == code)
        {
            // It is as it should be.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Joined {Channel} to answer there.")]
        public static partial void Joined(ILogger logger, string channel);

        [LoggerMessage(2, LogLevel.Information, "Could not join {Channel}: {Code}.")]
        public static partial void NotJoined(ILogger logger, string channel, string code);
    }
}
